/** Who is told what: choices, a phone that is proved, the link that stops a kind of mail, the organization's own words. */
import { type Page } from "@playwright/test";
import { aBounce, INBOUND_TOKEN } from "../harness/messages.ts";
import {
  aCustomer,
  aMemberOfStaff,
  checkAccess,
  expect,
  house,
  type Mail,
  mailTo,
  signIn,
  test,
  textTo,
} from "./house.ts";

const entries = [{ label: "Abonnement 2026", cents: 12_000, piece: "AB-1" }];
const PHONE = "+33698765432";

/** Calls the API as the page that is open. */
const api = (page: Page, method: string, path: string, body: unknown) =>
  page.evaluate(
    async ([how, where, what]) => {
      const base = /^\/o\/[^/]+/.exec(location.pathname)?.[0] ?? "";
      const answer = await fetch(`${base}${where}`, {
        method: how as string,
        headers: { "content-type": "application/json", "x-quitus": "1" },
        body: JSON.stringify(what),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as Record<string, string>;
    },
    [method, path, body] as const,
  );

/** The customer asks, staff answer: a mail leaves, of a kind that can be left. */
async function answerTo(page: Page, staffPage: Page, subject: string): Promise<void> {
  const request = await api(page, "POST", "/api/requests", { category: "other", subject, body: "Bonjour" });
  await api(staffPage, "POST", `/api/office/requests/${request["id"]}/messages`, {
    kind: "staff",
    body: "Voici.",
  });
}

test("INF-4 a customer chooses what he is told and how, proves his phone, and is told by SMS", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries });
  const staff = await aMemberOfStaff("ogone", "manager");
  await signIn(page, customer);
  await page.goto(`${customer.base}/mes-notifications`);
  const row = (name: string) => page.getByRole("group", { name });
  await expect(row("Reçus de paiement").getByRole("checkbox", { name: /Courriel/ })).toBeDisabled();
  await expect(row("Sécurité de mon accès").getByText("Toujours par courriel")).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("Numéro de mobile").fill("01 42 00 00 00");
  await page.getByRole("button", { name: "Envoyer le code" }).click();
  await expect(page.getByText(/ne peut pas recevoir de SMS/).first()).toBeVisible();
  await page.getByLabel("Numéro de mobile").fill("06 98 76 54 32");
  await page.getByRole("button", { name: "Envoyer le code" }).click();
  const code = /\d{6}/.exec((await textTo(PHONE, /votre code est/)).body)![0];
  await page.getByLabel("Code reçu par SMS").fill(code);
  await page.getByRole("button", { name: "Vérifier" }).click();
  await expect(page.getByText("Vérifié")).toBeVisible();
  // The page is slow to be read anew: a choice stands meanwhile, and the next one can be made.
  await page.route("**/api/me/notifications", async (asked) => {
    await new Promise((over) => setTimeout(over, 500));
    await asked.fallback();
  });
  await row("Demandes").getByRole("checkbox", { name: "SMS" }).check();
  const kept = page.waitForResponse((answer) => /"wanted":false/.test(answer.request().postData() ?? ""));
  await row("Demandes").getByRole("checkbox", { name: "Courriel" }).uncheck();
  await kept;
  await expect(page.getByText("Choix enregistré.").first()).toBeVisible();
  await expect(row("Demandes").getByRole("checkbox", { name: "Courriel" })).not.toBeChecked();
  await checkAccess(page);
  await page.reload();
  await expect(row("Demandes").getByRole("checkbox", { name: "SMS" })).toBeChecked();
  await expect(row("Demandes").getByRole("checkbox", { name: "Courriel" })).not.toBeChecked();

  const staffPage = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(staffPage, staff);
  await answerTo(page, staffPage, "Mon compteur");
  expect((await textTo(PHONE, /Mon compteur/)).body).toContain("/demandes/req_");
  await page.goto(`${house().tools}/sms/`);
  await expect(page.getByRole("heading", { name: PHONE })).toBeVisible();
  await staffPage.goto(`${staff.base}/bureau/sms`);
  await expect(staffPage.getByText(/Mon compteur/).first()).toBeVisible();
  await expect(staffPage.getByText(code)).toHaveCount(0);
  await checkAccess(staffPage);
});

test("INF-4 at a phone's width, nothing is out of reach", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", entries });
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, customer);
  await page.goto(`${customer.base}/mes-notifications`);
  await expect(page.getByRole("heading", { level: 1, name: "Mes notifications" })).toBeVisible();
  await checkAccess(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

test("MSG-5 the link of a mail stops that kind of mail without signing in, and can be undone", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries });
  const staff = await aMemberOfStaff("ogone", "manager");
  await signIn(page, customer);
  const staffPage = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(staffPage, staff);
  await answerTo(page, staffPage, "Première question");
  const mail = await mailTo(customer.email, /Première question/);
  const link = /https?:\/\/\S+\/api\/unsubscribe\/\S+/.exec(mail.text)![0];
  const stranger = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await stranger.goto(link);
  await expect(stranger.getByText("« Demandes »")).toBeVisible();
  await checkAccess(stranger);
  await stranger.getByRole("button", { name: "Ne plus les recevoir" }).click();
  await expect(stranger.getByText(/ne vous seront plus envoyés/)).toBeVisible();
  await checkAccess(stranger);
  await page.goto(`${customer.base}/mes-notifications`);
  const requests = page.getByRole("group", { name: "Demandes" });
  await expect(requests.getByRole("checkbox", { name: "Courriel" })).not.toBeChecked();
  await stranger.getByRole("button", { name: "Les recevoir de nouveau" }).click();
  await expect(stranger.getByRole("button", { name: "Ne plus les recevoir" })).toBeVisible();
});

test("MSG-5 mail that comes back is told to the customer at his next visit and to staff, until one vouches", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries });
  const staff = await aMemberOfStaff("ogone", "accountant");
  await signIn(page, customer);
  const staffPage = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(staffPage, staff);
  await answerTo(page, staffPage, "Mon adresse");
  const mail = (await mailTo(customer.email, /Mon adresse/)) as Mail & { headers: Record<string, string> };
  const report = aBounce({ messageId: mail.headers["message-id"]!, to: customer.email });
  const handed = await fetch(`${customer.base}/api/inbound-mail/${INBOUND_TOKEN}`, {
    method: "POST",
    body: report,
    headers: { "content-type": "message/rfc822" },
  });
  expect(handed.status).toBe(200);
  const notice = page.getByText("Vos courriels nous reviennent");
  await expect(async () => {
    await page.reload();
    await expect(notice).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await checkAccess(page);
  await staffPage.goto(`${staff.base}/bureau/courriels?etat=bounced&q=${encodeURIComponent(customer.email)}`);
  await staffPage.getByRole("link", { name: /Mon adresse/ }).click();
  await expect(staffPage.getByRole("button", { name: "Renvoyer" })).toBeVisible();
  await checkAccess(staffPage);
  await page.getByRole("button", { name: "Elle fonctionne de nouveau" }).click();
  await expect(notice).toHaveCount(0);
});

test("MSG-5 OFF-5 a manager writes a mail his own way, sees it before it leaves, and chooses what customers are told", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "payfip", entries });
  const staff = await aMemberOfStaff("payfip", "manager");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/notifications`);
  await checkAccess(page);
  await page.getByRole("link", { name: "Réglages" }).click();
  await checkAccess(page);
  await page.getByRole("link", { name: /^Modèles de courriels/ }).click();
  await expect(page.getByRole("row", { name: /Demande : réponse/ })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("link", { name: "Demande : réponse" }).click();
  await expect(page.getByLabel("Objet")).toHaveValue(/Une réponse à votre demande/);
  const preview = page.frameLocator("iframe[title='Aperçu']");
  await expect(preview.getByRole("heading", { name: "Une réponse vous attend" })).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("Introduction").fill("Madame, Monsieur {prénom},");
  await page.getByRole("button", { name: "Voir l’aperçu" }).click();
  await expect(page.getByText("Le champ « prénom » n’existe pas").first()).toBeVisible();
  await page.getByLabel("Introduction").fill("Madame, Monsieur {nom},\n\nLa mairie vous a répondu.");
  await page.getByLabel("Objet").fill("La mairie répond : {objet}");
  await page.getByRole("button", { name: "Voir l’aperçu" }).click();
  await expect(preview.getByText("Madame, Monsieur Camille Durand,")).toBeVisible();
  await expect(page.getByText("La mairie répond : Facture d’eau du deuxième semestre")).toBeVisible();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Modèle enregistré")).toBeVisible();

  const customerPage = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(customerPage, customer);
  await answerTo(customerPage, page, "Cantine");
  const mail = await mailTo(customer.email, /La mairie répond : Cantine/);
  expect(mail.text).toContain(`Madame, Monsieur ${customer.name},`);

  await page.reload();
  await page.getByRole("button", { name: "Revenir au texte d’origine" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revenir au texte d’origine" }).click();
  await expect(page.getByLabel("Objet")).toHaveValue(/Une réponse à votre demande/);
});

test("ALL-3 the portal can be installed on a phone", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", entries });
  await signIn(page, customer);
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = (await (await page.request.get(new URL(href!, page.url()).href)).json()) as {
    name: string;
    icons: { src: string }[];
  };
  expect(manifest.name).toBe("Éditions du Phare");
  for (const icon of manifest.icons) {
    const answer = await page.request.get(new URL(icon.src, page.url()).href);
    expect(answer.headers()["content-type"]).toBe("image/png");
  }
  const scope = await page.evaluate(async () => {
    const base = /^\/o\/[^/]+/.exec(location.pathname)?.[0] ?? "";
    const worker = await navigator.serviceWorker.register(`${base}/push-worker.js`, { scope: `${base}/` });
    return new URL(worker.scope).pathname;
  });
  expect(scope).toBe(`${new URL(customer.base).pathname}/`);
});
