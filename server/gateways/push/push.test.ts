import { createECDH } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DeviceGone, PushRefused, sealPush, sendPush, vapidKeys } from "./push.ts";
import { openPush, type PushSimulator, pushSimulator } from "./simulator.ts";

let server: FastifyInstance;
let service: PushSimulator;
let base: string;
beforeAll(async () => {
  service = pushSimulator();
  server = Fastify();
  await server.register(service.plugin, { prefix: "/push" });
  base = `${await server.listen({ port: 0, host: "127.0.0.1" })}/push`;
});
afterAll(() => server.close());
beforeEach(() => {
  service.clear();
  service.trouble(() => null);
});

const world = () => ({
  keys: vapidKeys("a secret for tests only, 32 characters"),
  contact: "https://quitus.test",
  fetch,
  now: () => new Date(),
});
const message = { topic: "abc", payload: { title: "Une réponse vous attend" } };

describe("sealing", () => {
  /** RFC 8291, appendix A. */
  const vector = {
    text: "When I grow up, I want to be a watermelon",
    senderKey: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    receiverKey: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
    salt: "DGv6ra1nlYgDCS1FRnbzlw",
    sealed:
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  };
  const keysOf = (secret: string) => {
    const ecdh = createECDH("prime256v1");
    ecdh.setPrivateKey(Buffer.from(secret, "base64url"));
    return ecdh;
  };
  it("MSG-5 seals the message of the standard as the standard does", () => {
    const own = { ecdh: keysOf(vector.senderKey), salt: Buffer.from(vector.salt, "base64url") };
    expect(sealPush(vector, Buffer.from(vector.text), own).toString("base64url")).toBe(vector.sealed);
  });
  it("MSG-5 is opened by its browser only", () => {
    const browser = { ecdh: keysOf(vector.receiverKey), auth: Buffer.from(vector.auth, "base64url") };
    const sealed = sealPush(vector, Buffer.from("à vous"));
    expect(openPush(browser, sealed).toString()).toBe("à vous");
    sealed[sealed.length - 1]! ^= 1;
    expect(() => openPush(browser, sealed)).toThrow();
  });
});

describe("a push service", () => {
  it("MSG-5 receives a message that it can trust, under its topic", async () => {
    const browser = service.browser(base);
    await sendPush(browser, message, world());
    expect(service.messages(browser.endpoint)).toMatchObject([
      { topic: "abc", ttl: 259_200, payload: message.payload },
    ]);
  });
  it("MSG-5 says that a browser left, or asks for patience, or refuses", async () => {
    const browser = service.browser(base);
    service.trouble(() => "gone");
    await expect(sendPush(browser, message, world())).rejects.toBeInstanceOf(DeviceGone);
    service.trouble(() => "before");
    const later = await sendPush(browser, message, world()).catch((error: Error) => error);
    expect(later).not.toBeInstanceOf(DeviceGone);
    expect(later).not.toBeInstanceOf(PushRefused);
    service.trouble(() => null);
    const stale = { ...world(), now: () => new Date(Date.now() - 86_400_000) };
    await expect(sendPush(browser, message, stale)).rejects.toBeInstanceOf(PushRefused);
    expect(service.messages()).toEqual([]);
  });
  it("has one key on every node, another for another secret", () => {
    const key = world().keys.publicKey;
    expect(Buffer.from(key, "base64url")).toHaveLength(65);
    expect(vapidKeys("a secret for tests only, 32 characters").publicKey).toBe(key);
    expect(vapidKeys("another secret for tests, 32 characters").publicKey).not.toBe(key);
  });
});
