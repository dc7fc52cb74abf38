import * as l10n from '@vscode/l10n';
import chinese from '../../media/l10n/bundle.l10n.zh-cn.json';

type Environment = Readonly<Record<string, string | undefined>>;

export function isChinese(environment: Environment): boolean {
  return /^zh/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || Intl.DateTimeFormat().resolvedOptions().locale);
}

/** Speaks Chinese where the terminal does, by the usual variables of the environment. */
export function chooseLanguage(environment: Environment): void {
  if (isChinese(environment)) l10n.config({ contents: chinese });
}

/** Said of a page whose encoding neither the person nor the bytes tell for certain. */
export function guessText(file: string, encoding: string): string {
  return `${file}: ${l10n.t('read as {0}, by its look; say --encoding if it is another', encoding)}`;
}
