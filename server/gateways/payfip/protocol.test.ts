import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parisInstant, parisStamp, parisYear } from "./paris-time.ts";
import {
  buildRequest,
  isIdOp,
  normaliseSubject,
  parseAnswer,
  SERVICE_NAMESPACE,
  SOAP_NAMESPACE,
} from "./protocol.ts";
import { childNamed, readXml } from "./xml.ts";

const ID_OP = "cc0cb210-1cd4-11ea-8cca-0213ad91a103";
const EPOCH = new Date(0);

const envelope = (content: string) =>
  `<S:Envelope xmlns:S="${SOAP_NAMESPACE}"><S:Body>${content}</S:Body></S:Envelope>`;
const response = (operation: string, content: string) =>
  envelope(
    `<ns1:${operation}Response xmlns:ns1="${SERVICE_NAMESPACE}">${content}</ns1:${operation}Response>`,
  );
const fault = (element: string, members: string) =>
  envelope(
    `<S:Fault><faultcode>S:Server</faultcode><faultstring>fr.gouv.finances.cp.tpa.webservice.exceptions.${element}</faultstring>` +
      `<detail><ns1:${element} xmlns:ns1="${SERVICE_NAMESPACE}">${members}</ns1:${element}></detail></S:Fault>`,
  );
const created = (content: string) =>
  parseAnswer("creerPaiementSecurise", response("creerPaiementSecurise", content));

describe("PAY-4 objet, as PayFiP accepts it", () => {
  it("PAY-4 normalises the published example", () => {
    expect(normaliseSubject("18/09/2020  Établissement attestation hors-sol n#1234")).toBe(
      "18092020 Etablissement attestation hors sol n1234",
    );
  });

  it("PAY-4 normalises the published composition of a basket", () => {
    expect(normaliseSubject("O F20190003 S Précompte famille #1234")).toBe(
      "O F20190003 S Precompte famille 1234",
    );
  });

  it("PAY-4 separates words at both apostrophes and keeps ligatures", () => {
    expect(normaliseSubject("L’œuvre d'été — lot\u00a03")).toBe("L oeuvre d ete lot 3");
  });

  it("PAY-4 gives at most 100 ASCII letters, digits and single spaces for any text, and is stable", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const objet = normaliseSubject(text);
        expect(objet).toMatch(/^([A-Za-z0-9]+( [A-Za-z0-9]+)*)?$/);
        expect(objet.length).toBeLessThanOrEqual(100);
        expect(normaliseSubject(objet)).toBe(objet);
      }),
    );
  });
});

describe("PAY-4 requests", () => {
  it("PAY-4 writes arg0 and its children without namespace, inside the operation of the service", () => {
    const xml = buildRequest("recupererDetailPaiementSecurise", { idOp: ID_OP });
    const operation = childNamed(readXml(xml), "Body")?.children[0];
    expect(operation).toMatchObject({
      name: "recupererDetailPaiementSecurise",
      namespace: SERVICE_NAMESPACE,
    });
    expect(operation?.children[0]).toMatchObject({ name: "arg0", namespace: "" });
    expect(operation?.children[0]?.children[0]).toMatchObject({ name: "idOp", namespace: "", text: ID_OP });
  });

  it("PAY-4 writes well-formed XML for any text, losing only what XML forbids", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const xml = buildRequest("creerPaiementSecurise", { mel: `<${text}&` });
        const arg0 = childNamed(readXml(xml), "Body")?.children[0]?.children[0];
        const kept = text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "").replace(/\r\n?/g, "\n");
        expect(arg0?.children[0]?.text).toBe(`<${kept}&`);
      }),
    );
  });

  it("PAY-4 carries any address whole through XML", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        const xml = buildRequest("creerPaiementSecurise", { urlnotif: `${url}&a=<b>"'` });
        const arg0 = childNamed(readXml(xml), "Body")?.children[0]?.children[0];
        expect(arg0?.children[0]?.text).toBe(`${url}&a=<b>"'`);
      }),
    );
  });
});

const sentence = (members: string) => {
  const answer = parseAnswer("creerPaiementSecurise", fault("FonctionnelleErreur", members));
  return answer.kind === "fault" && answer.sentence;
};

describe("PAY-4 answers", () => {
  it("PAY-4 reads the idOp of the published creation", () => {
    const answer = created(`<return><idOp>${ID_OP}</idOp></return>`);
    expect(answer).toEqual({ kind: "result", fields: new Map([["idop", ID_OP]]) });
    expect(isIdOp(ID_OP)).toBe(true);
    expect(isIdOp("81bdf4c0-8edb-11e5-99d5-00000a634c44")).toBe(true);
    expect(isIdOp(`${ID_OP}0`)).toBe(false);
  });

  it.each([
    ["lower-case idop", `<return><idop>${ID_OP}</idop></return>`],
    ["no return wrapper", `<idOp>${ID_OP}</idOp>`],
    ["qualified children", `<r:return xmlns:r="urn:x"><r:idOp>${ID_OP}</r:idOp></r:return>`],
    ["blanks and CDATA", `<return>\n <idOp> <![CDATA[${ID_OP}]]>\n</idOp></return>`],
  ])("PAY-4 bears %s", (_name, content) => {
    const answer = created(content);
    expect(answer.kind === "result" && answer.fields.get("idop")).toBe(ID_OP);
  });

  it("PAY-4 keeps leading zeros of the published client", () => {
    const xml = response(
      "recupererDetailClient",
      "<return><libelleN1/><libelleN2>POUETPOUET</libelleN2><libelleN3/><numcli>090909</numcli></return>",
    );
    const answer = parseAnswer("recupererDetailClient", xml);
    expect(answer.kind === "result" && Object.fromEntries(answer.fields)).toEqual({
      libellen1: "",
      libellen2: "POUETPOUET",
      libellen3: "",
      numcli: "090909",
    });
  });

  it.each([
    ["FonctionnelleErreur", "P1", "IdOp incorrect.", "business"],
    ["FonctionnelleErreur", "P5", "Résultat de la transaction non connu.", "business"],
    ["FonctionnelleErreur", "Z7", "Inédit", "business"],
    ["FonctionnelleErreur", "999", "Panne", "technical"],
    ["TechDysfonctionnementErreur", "999", "Panne", "technical"],
    ["TechIndisponibiliteErreur", "998", "Fermé", "technical"],
    ["TechProtocolaireErreur", "997", "Protocole", "technical"],
  ])("PAY-4 reads a fault %s %s", (element, code, sentence, nature) => {
    const members = `<code>${code}</code><descriptif>${sentence}</descriptif><libelle>autre</libelle><severite>2</severite>`;
    expect(parseAnswer("creerPaiementSecurise", fault(element, members))).toEqual({
      kind: "fault",
      nature,
      code,
      sentence,
    });
  });

  it("PAY-4 shows libelle, then message, then the fault string, when descriptif is missing", () => {
    expect(sentence("<code>T4</code><descriptif/><libelle>Libellé</libelle>")).toBe("Libellé");
    expect(sentence("<code>T4</code><message>Message</message>")).toBe("Message");
    expect(sentence("<code>T4</code>")).toMatch(/FonctionnelleErreur$/);
  });

  it("PAY-4 takes a fault without code for a breakdown, never for a refusal", () => {
    const bare = envelope(
      "<S:Fault><faultcode>S:Server</faultcode><faultstring>Oops</faultstring></S:Fault>",
    );
    expect(parseAnswer("creerPaiementSecurise", bare)).toMatchObject({ nature: "technical", code: null });
    expect(parseAnswer("creerPaiementSecurise", fault("FonctionnelleErreur", ""))).toMatchObject({
      nature: "technical",
      code: null,
    });
  });

  it.each([
    ["a document type", `<!DOCTYPE a [<!ENTITY x "y">]>${response("creerPaiementSecurise", "<return/>")}`],
    ["an unknown entity", response("creerPaiementSecurise", "<return><idOp>&xxe;</idOp></return>")],
    [
      "a field given twice",
      response("creerPaiementSecurise", "<return><idOp>a</idOp><idop>b</idop></return>"),
    ],
    ["another operation's answer", response("recupererDetailClient", "<return/>")],
    ["an HTML page", "<html><body><h1>502 Bad Gateway</h1></body></html>"],
    ["a cut answer", envelope("<x/>").slice(0, -5)],
    ["nothing", ""],
    ["endless nesting", "<a>".repeat(1000)],
  ])("PAY-4 refuses %s", (_name, xml) => {
    expect(() => parseAnswer("creerPaiementSecurise", xml)).toThrow();
  });
});

describe("PAY-6 Paris time of PayFiP", () => {
  it("PAY-6 reads the published stamps", () => {
    expect(parisInstant("12122019", "1311", EPOCH)?.toISOString()).toBe("2019-12-12T12:11:00.000Z");
    expect(parisInstant("19112015", "1735", EPOCH)?.toISOString()).toBe("2015-11-19T16:35:00.000Z");
    expect(parisInstant("04052021", "1325", EPOCH)?.toISOString()).toBe("2021-05-04T11:25:00.000Z");
  });

  it("PAY-6 tells both readings of the doubled hour apart by the start of the attempt", () => {
    const beforeChange = new Date("2026-10-25T00:29:30Z");
    const afterChange = new Date("2026-10-25T01:10:00Z");
    expect(parisInstant("25102026", "0230", beforeChange)?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
    expect(parisInstant("25102026", "0230", afterChange)?.toISOString()).toBe("2026-10-25T01:30:00.000Z");
  });

  it.each([
    ["29022026", "1200"],
    ["29032026", "0230"],
    ["01012026", "2400"],
    ["2026-01-01", "1200"],
    ["01012026", "12:00"],
    ["", ""],
  ])("PAY-6 knows no instant for %s %s", (date, time) => {
    expect(parisInstant(date, time, EPOCH)).toBeNull();
  });

  it("PAY-6 reads back to the minute whatever it writes", () => {
    const instants = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2099-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        const { dattrans, heurtrans } = parisStamp(instant);
        const read = parisInstant(dattrans, heurtrans, instant);
        expect(read?.getTime()).toBe(Math.floor(instant.getTime() / 60_000) * 60_000);
      }),
    );
  });

  it("PAY-4 takes the financial year from the calendar of Paris", () => {
    expect(parisYear(new Date("2026-12-31T22:59:59Z"))).toBe("2026");
    expect(parisYear(new Date("2026-12-31T23:00:00Z"))).toBe("2027");
  });
});
