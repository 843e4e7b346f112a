import { randomInt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qrCode } from "../../formats/qr-code.ts";
import { describeDevice } from "./device-rules.ts";
import {
  base32,
  canonicalCode,
  codeAt,
  keyUri,
  matchingStep,
  passkeysWork,
  recoveryCode,
  STEP_SECONDS,
  stepOf,
} from "./factor-rules.ts";

const SECRET = Buffer.from("12345678901234567890");

describe("time-based codes (ACC-9)", () => {
  it("are those of RFC 6238 appendix B", () => {
    const vectors: [number, string][] = [
      [59, "94287082"],
      [1_111_111_109, "07081804"],
      [1_111_111_111, "14050471"],
      [1_234_567_890, "89005924"],
      [2_000_000_000, "69279037"],
      [20_000_000_000, "65353130"],
    ];
    for (const [seconds, code] of vectors)
      expect(codeAt(SECRET, stepOf(new Date(seconds * 1000)), 8)).toBe(code);
  });

  it("are those of RFC 4226 appendix D, by six digits", () => {
    const codes = [
      "755224",
      "287082",
      "359152",
      "969429",
      "338314",
      "254676",
      "287922",
      "162583",
      "399871",
      "520489",
    ];
    expect(codes.map((_, step) => codeAt(SECRET, step))).toEqual(codes);
  });

  it("are taken half a minute early or late, and never again once taken", () => {
    const now = new Date("2026-11-23T10:00:00Z");
    const here = stepOf(now);
    for (const drift of [-1, 0, 1])
      expect(matchingStep(SECRET, codeAt(SECRET, here + drift), 0, now)).toBe(here + drift);
    for (const drift of [-3, -2, 2, 3])
      expect(matchingStep(SECRET, codeAt(SECRET, here + drift), 0, now)).toBeNull();
    expect(matchingStep(SECRET, codeAt(SECRET, here), here, now)).toBeNull();
    expect(matchingStep(SECRET, codeAt(SECRET, here).replace(/^(...)/, "$1 "), 0, now)).toBe(here);
    expect(STEP_SECONDS).toBe(30);
  });

  it("have a secret that applications read: RFC 4648 vectors, Key URI", () => {
    const vectors = {
      "": "",
      f: "MY",
      fo: "MZXQ",
      foo: "MZXW6",
      foob: "MZXW6YQ",
      fooba: "MZXW6YTB",
      foobar: "MZXW6YTBOI",
    };
    for (const [text, encoded] of Object.entries(vectors)) expect(base32(Buffer.from(text))).toBe(encoded);
    const text = keyUri(SECRET, "Ville : Montfleuri", "jeanne@example.org");
    expect(text).toMatch(/^otpauth:\/\/totp\/Ville%20%20%20Montfleuri:jeanne%40example\.org\?/);
    const uri = new URL(text);
    expect(uri.searchParams.get("secret")).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(uri.searchParams.get("issuer")).toBe("Ville : Montfleuri");
  });
});

describe("recovery codes", () => {
  it("are clear on paper, and read however they are typed", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const code = recoveryCode((below) => numbers.next().value! % below);
        expect(code).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{4}(-[ACDEFGHJKMNPQRTWXY34679]{4}){2}$/);
        expect(canonicalCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(canonicalCode(code));
      }),
    );
    expect(new Set(Array.from({ length: 500 }, () => recoveryCode(randomInt))).size).toBe(500);
  });
});

describe("QR codes", () => {
  it("carry three finder patterns within a quiet zone of four modules", () => {
    const { size, path } = qrCode("otpauth://totp/x");
    const dark = new Set<string>();
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
      for (let i = 0; i < Number(width); i += 1) dark.add(`${Number(x) + i},${y}`);
    const finder = (left: number, top: number) => {
      for (let y = 0; y < 7; y += 1)
        for (let x = 0; x < 7; x += 1) {
          const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
          expect(dark.has(`${left + x},${top + y}`)).toBe(ring !== 2);
        }
    };
    finder(4, 4);
    finder(size - 11, 4);
    finder(4, size - 11);
    expect(
      [...dark].every((one) => one.split(",").every((n) => Number(n) >= 4 && Number(n) < size - 4)),
    ).toBe(true);
  });
});

describe("devices, in words (ACC-10)", () => {
  it("are the browser and the system that a person would say", () => {
    const said = (text: string | null) => Object.values(describeDevice(text));
    expect(
      said(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
      ),
    ).toEqual(["Edge", "Windows"]);
    expect(
      said(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
      ),
    ).toEqual(["Safari", "iPhone"]);
    expect(
      said(
        "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
      ),
    ).toEqual(["Samsung Internet", "Android"]);
    expect(said("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0")).toEqual([
      "Firefox",
      "Linux",
    ]);
    expect(
      said(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
      ),
    ).toEqual(["Chrome", "Mac"]);
    expect(said("curl/8")).toEqual([null, null]);
    expect(said(null)).toEqual([null, null]);
  });
});

it("passkeys work under a name over https, and on this machine", () => {
  for (const url of [
    "https://quitus.example",
    "https://q.example/o/ville",
    "http://localhost:3000/o/x",
    "http://ville.localhost",
  ])
    expect(passkeysWork(url)).toBe(true);
  for (const url of [
    "http://quitus.example",
    "https://192.0.2.1",
    "http://127.0.0.1:3000",
    "https://[2001:db8::1]",
  ])
    expect(passkeysWork(url)).toBe(false);
});
