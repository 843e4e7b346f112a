/** The text of a field of a form, empty when there is none (a file has no text). */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
