/** PAY-9: an order of transfer by mail on demand, and its money told. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, call } from "../../../test/harness/builders.ts";
import { type Messages, notificationsModule, startMessages } from "../../../test/harness/messages.ts";
import { paymentsModule } from "../../../test/harness/payments.ts";
import { newId, outside, readOutsideId } from "../../platform/ids.ts";
import { noteTransfersReceived } from "../payments/index.ts";
import { closeMailer } from "./index.ts";

let app: TestApp;
let messages: Messages;
beforeAll(async () => {
  messages = await startMessages();
  app = await startTestApp({ modules: [paymentsModule, notificationsModule], work: true, env: messages.env });
});
afterAll(async () => {
  await app.close();
  closeMailer(app.services);
  await messages.close();
});
beforeEach(() => messages.clear());

async function anOrder() {
  const { organization_id: org, base } = await anOrganization(app, { settings: { payByTransfer: true } });
  const creditor = await aCreditor(app, org);
  const me = await aCustomer(app, org, creditor.id as string);
  const entry = await anEntry(app, org, me.account.id as string, 12_050);
  const cart = `${base}/api/carts/${outside("creditor", creditor.id as string)}`;
  const post = (url: string, body?: unknown) => call("POST", url, { cookie: me.user.cookie, body });
  await post(`${cart}/entries`, { entries: [outside("entry", entry.id as string)] });
  const made = await post(`${cart}/transfer`, { expectedCents: 12_050, amountCents: null });
  return { org, base, me, order: made.json.orders[0], post };
}
const letters = async (to: unknown) => {
  await app.quiet();
  return messages.mailbox.messages(to as string);
};

describe("PAY-9 the mail of a transfer", () => {
  it("says what to give the bank, once an hour however often it is asked for", async () => {
    const { base, me, order, post } = await anOrder();
    const ask = () => post(`${base}/api/transfers/${order.id}/mail`);
    expect((await ask()).json).toEqual({ to: me.user.email });
    await ask();
    const mails = await letters(me.user.email);
    expect(mails).toHaveLength(1);
    expect(mails[0]!.subject).toContain("120,50");
    for (const said of [
      "FR76 3000 6000 0112 3456 7890 189",
      order.reference.replaceAll(/(.{4})(?=.)/g, "$1 "),
      order.transfer.name,
      `/paiements/virements/${order.id}`,
    ])
      expect(mails[0]!.text).toContain(said);
  });
  it("says that the money came", async () => {
    const { org, me, order } = await anOrder();
    const id = readOutsideId(order.id)!.id;
    const given = { cents: 12_050, on: "2026-11-30", allocationId: newId() };
    for (let told = 0; told < 2; told += 1)
      await app.inside(org, (ctx) => noteTransfersReceived(ctx, [{ orderId: id, ...given }]));
    const mails = await letters(me.user.email);
    expect(mails.map((mail) => mail.subject)).toEqual([
      expect.stringMatching(/virement de 120,50.* est arrivé/),
    ]);
    expect(mails[0]!.text).toContain(order.reference);
  });
});
