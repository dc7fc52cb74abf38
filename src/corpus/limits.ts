/** Larger files are no pages; they are named and left out. In bytes. */
export const LARGEST_FILE = 1 << 28;

/** Longer paragraphs are cut, so that no single one takes unbounded time to compare. In UTF-16 code units. */
export const LONGEST_PARAGRAPH = 1 << 14;
