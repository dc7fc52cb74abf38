import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Settings that keep VS Code to what the run is about. */
const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
};

export interface ProfileOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly locale?: string;
}

/** Writes the user settings, and for another language than English a language pack, into a new user data folder. */
export async function writeProfile(userData: string, { settings = {}, locale }: ProfileOptions = {}): Promise<void> {
  await mkdir(join(userData, 'User'), { recursive: true });
  await writeFile(join(userData, 'User', 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
  if (locale && locale !== 'en') await writeEmptyLanguagePack(userData, locale);
}

/**
 * A language pack that translates nothing of VS Code. It suffices for VS Code to run in that language, and so to use
 * the extension's own translations.
 */
async function writeEmptyLanguagePack(userData: string, locale: string): Promise<void> {
  const translations = join(userData, `main.i18n.${locale}.json`);
  await writeFile(translations, JSON.stringify({ '': [''], version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'empty',
    extensions: [{ extensionIdentifier: { id: 'news-annotator.empty-language-pack' }, version: '1.0.0' }],
    translations: { vscode: translations },
    label: locale,
  };
  await writeFile(join(userData, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}
