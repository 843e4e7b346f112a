import { describe, expect, it } from "vitest";
import { GatewayRefusal, type PaymentOrder } from "../payment-gateway.ts";
import { departureOf, fieldText } from "./order.ts";
import { shaIn } from "./protocol.ts";
import { ogoneConfiguration } from "./settings.ts";

const settings = { pspid: "MAIRIE", shaIn: "in", shaOut: "out" };
const order: PaymentOrder = {
  reference: "Q7K2M9X4A1",
  cents: 4210,
  subject: "Cantine de l'école, février",
  email: "lea@example.org",
  payerName: 'Léa "Lili" Dupré-Œuf',
  language: "fr",
  returnUrl: "https://quitus.example.org/pay/return/Q7K2M9X4A1",
  notificationUrl: "https://quitus.example.org/notify",
};

describe("PAY-4 leaving for Ogone's page", () => {
  it("posts known, non-empty fields, all of them signed", () => {
    const departure = departureOf(ogoneConfiguration.parse(settings), order);
    expect(departure.method).toBe("POST");
    expect(departure.url).toBe("https://secure.ogone.com/ncol/test/orderstandard_utf8.asp");
    const { SHASIGN, ...fields } = departure.fields;
    expect(fields).toEqual({
      PSPID: "MAIRIE",
      ORDERID: "Q7K2M9X4A1",
      AMOUNT: "4210",
      CURRENCY: "EUR",
      LANGUAGE: "fr_FR",
      CN: "Léa Lili Dupré-Œuf",
      EMAIL: "lea@example.org",
      COM: "Cantine de l'école, février",
      OPERATION: "SAL",
      ACCEPTURL: order.returnUrl,
      DECLINEURL: order.returnUrl,
      EXCEPTIONURL: order.returnUrl,
      CANCELURL: order.returnUrl,
    });
    expect(SHASIGN).toBe(shaIn(fields, { passphrase: "in", algorithm: "sha512", charset: "utf-8" }));
    expect(SHASIGN).toMatch(/^[0-9A-F]{128}$/);
  });

  it("goes to the vendor's page of the environment and charset, or to the one that is set", () => {
    const urlOf = (extra: object) =>
      departureOf(ogoneConfiguration.parse({ ...settings, ...extra }), order).url;
    expect(urlOf({ environment: "production" })).toBe(
      "https://secure.ogone.com/ncol/prod/orderstandard_utf8.asp",
    );
    expect(urlOf({ charset: "iso-8859-1" })).toBe("https://secure.ogone.com/ncol/test/orderstandard.asp");
    expect(urlOf({ url: "http://127.0.0.1:1/page" })).toBe("http://127.0.0.1:1/page");
  });

  it("posts plain ASCII to the ISO-8859-1 page, where the browser's charset would break the signature", () => {
    const config = ogoneConfiguration.parse({ ...settings, charset: "iso-8859-1" });
    const { fields } = departureOf(config, order);
    expect(fields.CN).toBe("Lea Lili Dupre-OEuf");
    expect(fields.COM).toBe("Cantine de l'ecole, fevrier");
  });

  it("PAY-8 leaves out an address that is missing, too long or not ASCII", () => {
    const config = ogoneConfiguration.parse(settings);
    for (const email of [null, `${"a".repeat(40)}@example.org`, "léa@example.org", "nobody"]) {
      expect(departureOf(config, { ...order, email }).fields).not.toHaveProperty("EMAIL");
    }
  });

  it("keeps to the field limits, on one line", () => {
    const config = ogoneConfiguration.parse(settings);
    const long = { ...order, payerName: "É".repeat(60), subject: `a\r\nb\t${"c ".repeat(90)}` };
    const { fields } = departureOf(config, long);
    expect(fields.CN).toBe("É".repeat(35));
    expect(fields.COM?.length).toBeLessThanOrEqual(100);
    expect(fields.COM).toMatch(/^a b c c /);
    expect(fieldText("  \u{1F600} \uD800 ", 35, "utf-8")).toBe("");
  });

  it.each([
    ["AMOUNT", { cents: 0 }],
    ["AMOUNT", { cents: 10.5 }],
    ["ORDERID", { reference: "with space" }],
    ["ORDERID", { reference: "A".repeat(41) }],
    ["ACCEPTURL", { returnUrl: `https://quitus.example.org/${"r".repeat(200)}` }],
    ["ACCEPTURL", { returnUrl: "/relative" }],
  ])("refuses an order that the page would refuse: %s", (code, extra) => {
    const config = ogoneConfiguration.parse(settings);
    let caught: unknown;
    try {
      departureOf(config, { ...order, ...extra });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(GatewayRefusal);
    expect((caught as GatewayRefusal).code).toBe(code);
  });

  it("marks its secrets", () => {
    expect(ogoneConfiguration.shape.shaIn.meta()).toMatchObject({ secret: true });
    expect(ogoneConfiguration.shape.shaOut.meta()).toMatchObject({ secret: true });
    expect(ogoneConfiguration.shape.query.unwrap().shape.password.meta()).toMatchObject({ secret: true });
  });
});
