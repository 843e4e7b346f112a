/** What exports tell; the subject is the export. */
export const facts = {
  taken: "exports.taken",
  acknowledged: "exports.acknowledged",
  cancelled: "exports.cancelled",
  settingsChanged: "exports.settings_changed",
} as const;
