/** Why entries cannot be held. */

/** One of the entries is already in another open payment. */
export class EntriesHeld extends Error {
  constructor() {
    super("an entry is held by another payment");
    this.name = "EntriesHeld";
  }
}

/** More of an entry would be held than is open and free. */
export class EntryNotFree extends Error {
  readonly entryId: string;
  /** What could be held of it, signed as the entry. */
  readonly freeCents: number;
  constructor(entryId: string, freeCents: number) {
    super("more of an entry would be held than is open and free");
    this.name = "EntryNotFree";
    this.entryId = entryId;
    this.freeCents = freeCents;
  }
}
