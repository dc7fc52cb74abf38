/** A path or file name as a glob that matches just it: brackets and stars are put into brackets. */
export function globLiteral(path: string): string {
  return path.replace(/[[\]{}*?]/g, (sign) => `[${sign}]`);
}
