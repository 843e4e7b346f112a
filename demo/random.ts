/** Chance that can be played again: the same seed gives the same demonstration, ids included. */

export type Random = {
  /** A float in [0, 1). */
  next(): number;
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A UUIDv7 whose time is noon of a day (RFC 9562). */
  id(day: string): string;
};

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const hex32 = (word: number): string =>
  HEX[word >>> 24]! + HEX[(word >>> 16) & 255]! + HEX[(word >>> 8) & 255]! + HEX[word & 255]!;

/** Mulberry32, seeded by the FNV-1a hash of a text: small and even enough for a demonstration, never for a secret. */
export function makeRandom(seed: string): Random {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 16_777_619);
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => word() / 4_294_967_296;
  const times = new Map<string, string>();
  const timeOf = (day: string): string => {
    let time = times.get(day);
    if (time === undefined) {
      time = Date.parse(`${day}T12:00:00Z`).toString(16).padStart(12, "0");
      times.set(day, time);
    }
    return time;
  };
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    id(day) {
      const time = timeOf(day);
      const [a, b, c] = [hex32(word()), hex32(word()), hex32(word())];
      const variant = "89ab"[word() & 3]!;
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${a.slice(3, 6)}-${b}${c.slice(0, 4)}`;
    },
  };
}
