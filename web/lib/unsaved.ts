// What was typed on this page and is not saved: asked before the page goes, or before an ended session leads to the door.
type Dirty = () => boolean;
const forms = new Set<Dirty>();
let free = false;

/** A form that says whether it holds something unsaved. @returns how it is forgotten. */
export function watchForm(dirty: Dirty): () => void {
  free = false;
  forms.add(dirty);
  return () => void forms.delete(dirty);
}

/** Whether a form on screen holds something that is not saved. */
export const hasUnsaved = (): boolean => !free && [...forms].some((dirty) => dirty());

/** What leaves now does so knowingly (kept elsewhere, or let go): nothing is asked until another form opens. */
export function letGo(): void {
  free = true;
}
