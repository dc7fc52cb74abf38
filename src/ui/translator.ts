/** What gives a text in the language of the person: `l10n` of VS Code, or `@vscode/l10n` on the command line. */
export interface Translator {
  t(message: string, ...values: (string | number | boolean)[]): string;
}
