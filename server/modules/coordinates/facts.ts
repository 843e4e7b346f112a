/** What this module records; the subject of a change's facts is the change. */
export const facts = {
  /** data {partyId, userId, fields} */
  asked: "coordinates.change_asked",
  /** data {partyId, userId} */
  withdrawn: "coordinates.change_withdrawn",
  /** data {partyId, accepted, refused, open}: names of fields; `open` counts those that still wait. */
  decided: "coordinates.change_decided",
  /** subject party; data {paper, userId} */
  paperChosen: "coordinates.paper_chosen",
} as const;
