#!/usr/bin/env node
import * as l10n from '@vscode/l10n';
import { version } from '../package.json';
import { annotate } from './cli/annotate';
import { UsageError } from './cli/arguments';
import { check } from './cli/check';
import { diff } from './cli/diff';
import { duplicates } from './cli/duplicates';
import { effort } from './cli/effort';
import { fingerprint } from './cli/fingerprint';
import { help } from './cli/help';
import { join } from './cli/join';
import { merge } from './cli/merge';
import { report } from './cli/report';
import { suggest } from './cli/suggest';
import { verify } from './cli/verify';
import { train } from './cli/train';
import { chooseLanguage } from './cli/words';
import { messageOf } from './files/messageOf';

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help(version));
    return 0;
  }
  switch (command) {
    case '--version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'suggest': return suggest(rest);
    case 'annotate': return annotate(rest);
    case 'check': return check(rest);
    case 'diff': return diff(rest);
    case 'duplicates': return duplicates(rest);
    case 'effort': return effort(rest);
    case 'fingerprint': return fingerprint(rest);
    case 'join': return join(rest);
    case 'report': return report(rest);
    case 'verify': return verify(rest);
    case 'merge': return merge(rest);
    case 'train': return train(rest);
    default: throw new UsageError(command === undefined ? l10n.t('which command?') : l10n.t('unknown command: {0}', command));
  }
}

/** `parseArgs` tells wrong options by errors with such a code. */
function isUsage(error: unknown): boolean {
  return error instanceof UsageError || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // the reader has enough
  throw error;
});

chooseLanguage(process.env);
main(process.argv.slice(2)).then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    process.stderr.write(`news-annotator: ${messageOf(error)}\n${isUsage(error) ? `${l10n.t('see news-annotator --help')}\n` : ''}`);
    process.exitCode = isUsage(error) ? 2 : 1;
  },
);
