/** What the server takes: said before one chooses, judged there. */
export const ACCEPTED = ".pdf,.png,.jpg,.jpeg,.webp";
export const MOST_FILES = 5;
