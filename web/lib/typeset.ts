/**
 * French as it is printed: a narrow no-break space before `; : ! ? » % €` and after `«`, so that no line starts with one of
 * them. Sentences are written with plain spaces in the sources, where the other kind cannot be seen.
 */
export const typeset = (french: string): string =>
  french.replaceAll(/ (?=[;:!?»%€])/g, "\u202f").replaceAll("« ", "«\u202f");
