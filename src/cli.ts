#!/usr/bin/env node
import { version } from '../package.json';
import { annotate } from './cli/annotate';
import { UsageError } from './cli/arguments';
import { messageOf, suggest } from './cli/suggest';

const HELP = `news-annotator ${version}: names, numbers and copies in Chinese news pages

  news-annotator suggest [--layer entity|number|duplicate|structure]… FILE…
      one JSON line a page on standard output
  news-annotator suggest [--layer …]… --jsonl
      reads lines {"id", "text"} from standard input, writes {"id", "annotations", …} in the same order
  news-annotator annotate FILE…|DIR…
      writes or updates the sidecar of each page (.txt, .news); decisions stay

options
  --layer NAME       only this layer; may be repeated (default: all)
  --encoding NAME    utf8, utf16le, gb18030, big5hkscs … (default: told by the bytes)
  --today DATE       the day that 今年, 昨日 … are counted from, as 2024-05-18
  --help, --version

exit code: 0 done, 1 some pages failed (each is named), 2 bad usage
`;

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  switch (command) {
    case '--version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'suggest': return suggest(rest);
    case 'annotate': return annotate(rest);
    default: throw new UsageError(command === undefined ? 'which command?' : `unknown command: ${command}`);
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

main(process.argv.slice(2)).then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    process.stderr.write(`news-annotator: ${messageOf(error)}\n${isUsage(error) ? 'see news-annotator --help\n' : ''}`);
    process.exitCode = isUsage(error) ? 2 : 1;
  },
);
