import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { partyScope } from "./access.ts";
import { searchWords } from "./rules.ts";
import { findParty, listPartyRows, type PartyRow, selectAccess } from "./sql.ts";

const show = (row: PartyRow) => ({
  id: outside("party", row.id),
  code: row.code,
  kind: row.kind,
  name: row.name,
  email: row.email,
  phone: row.phone,
  hasAccess: row.has_access,
  accessCodeUntil: row.code_expires_at && dayInParis(row.code_expires_at),
});

/** Parties by name; a search wants each of its words in the name, code, e-mail or postal address, accents apart. */
export async function listParties(
  ctx: Context,
  query: {
    search?: string | undefined;
    access?: "with" | "without" | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) {
  const rows = await listPartyRows(ctx, {
    words: searchWords(query.search),
    access: query.access,
    creditorIds: partyScope(ctx),
    cursor: query.cursor,
    limit: query.limit,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? encodeCursor([last.sort_name, last.id]) : null;
  return { items: page.map(show), next };
}

/** One party and who acts for it, those whose time has passed included. */
export async function readParty(ctx: Context, partyId: string) {
  const row = found(await findParty(ctx, partyId, partyScope(ctx)));
  const access = await selectAccess(ctx, { partyId }, { ended: true });
  const users = await findUsersByIds(
    ctx,
    access.map((one) => one.user_id),
  );
  return {
    ...show(row),
    address: row.address,
    users: access.flatMap((one) => {
      const user = users.get(one.user_id);
      if (!user) return [];
      return [
        {
          user: outside("user", user.id),
          name: user.name,
          identifier: user.identifier,
          main: one.main,
          invited: user.state === "invited",
          rights: one.rights,
          endsOn: one.ends_on,
        },
      ];
    }),
  };
}
