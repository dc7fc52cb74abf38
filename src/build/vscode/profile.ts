import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Settings that keep VS Code to what the run is about. */
const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

export interface ProfileOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly locale?: string | undefined;
  /** Leaves the settings alone that a user made in an earlier run. */
  readonly keepSettings?: boolean;
}

/** Writes the user settings, and for another language than English a language pack, into a user data folder. */
export async function writeProfile(userData: string, options: ProfileOptions = {}): Promise<void> {
  const { settings = {}, locale, keepSettings = false } = options;
  await mkdir(join(userData, 'User'), { recursive: true });
  const file = join(userData, 'User', 'settings.json');
  if (!keepSettings || !existsSync(file)) {
    await writeFile(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
  }
  if (locale && locale !== 'en') await writeEmptyLanguagePack(userData, locale);
  else await rm(languagePacks(userData), { force: true });
}

function languagePacks(userData: string): string {
  return join(userData, 'languagepacks.json');
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
  await writeFile(languagePacks(userData), JSON.stringify({ [locale]: pack }));
}
