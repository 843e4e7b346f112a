import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256 } from "./sha256.ts";

const reference = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

it("ACC-1 hashes as the server does, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(sha256(text)).toBe(reference(text.toWellFormed()));
    }),
  );
});

it("hashes texts that just fill a block or just pass it", () => {
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128])
    expect(sha256("é".repeat(length >> 1) + "a".repeat(length & 1))).toBe(
      reference("é".repeat(length >> 1) + "a".repeat(length & 1)),
    );
});
