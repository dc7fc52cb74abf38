import * as l10n from '@vscode/l10n';

/** What `--help` says. */
export function help(version: string): string {
  return [
    l10n.t('news-annotator {0}: names, numbers and copies in Chinese news pages', version),
    '',
    ...commands().flatMap(([usage, does]) => [`  news-annotator ${usage}`, `      ${does}`]),
    '',
    l10n.t('options'),
    ...options().map(([usage, does]) => `  ${usage.padEnd(18)} ${does}`),
    '',
    l10n.t('exit code: 0 done, 1 some pages failed or something was found (each is named), 2 bad usage'),
    '',
  ].join('\n');
}

function commands(): [usage: string, does: string][] {
  return [
    ['suggest [--layer entity|number|duplicate|structure]… FILE…', l10n.t('one JSON line a page on standard output')],
    ['suggest [--layer …]… --jsonl', l10n.t('reads lines {"id", "text"} from standard input, writes {"id", "annotations", …} in the same order')],
    ['annotate FILE…|DIR…', l10n.t('writes or updates the sidecar of each page (.txt, .news); decisions stay')],
    ['check [--fix] [--json] FILE…|DIR…', l10n.t('what is wrong with sidecars: broken, of a changed page, without a page, undecided conflicts; mends what is safe')],
    ['merge BASE OURS THEIRS', l10n.t('merges both sides into OURS, as a git merge driver; exit code 1 where two people decided differently')],
    ['diff [--json] A B', l10n.t('what changed from one sidecar to another, in words; exit code 1 where something did')],
    ['duplicates [--near] [--min N] [--json|--html] [--index DIR] FILE…|DIR…', l10n.t('passages that stand more than once; --near: also edited and quoted ones')],
    ['report [--json] [--html FILE] [--csv FILE] [--effort FILE]… FILE…|DIR…', l10n.t('what sidecars come to: progress, labels, names, units, copies, decisions over time; --effort adds effort logs')],
    ['effort [--json] FILE…', l10n.t('sums up effort logs: seconds and keys for an annotation, by layer, page and day')],
    ['fingerprint | join | verify', l10n.t('the three steps of duplicates as filters over JSON lines, for corpora beyond one machine')],
    ['train [--out FILE] [--folds K] FILE…|DIR…', l10n.t('a name recogniser from decided pages, or from .jsonl with lines {"text", "entities": [{"start", "end", "label"}]}, and its cross-validated F1')],
  ];
}

function options(): [usage: string, does: string][] {
  return [
    ['--layer NAME', l10n.t('only this layer; may be repeated (default: all)')],
    ['--encoding NAME', l10n.t('utf8, utf16le, gb18030, big5hkscs … (default: told by the bytes)')],
    ['--today DATE', l10n.t('the day that 今年, 昨日 … are counted from, as 2024-05-18 (default: told by the name of the file, the head of the page or a dateline)')],
    ['--unresolved-dates', l10n.t('suggest 今年, 昨日 … also where nothing tells the day')],
    ['--min N', l10n.t('groups of copies of at least N characters, punctuation not counted (default: 20)')],
    ['--index DIR', l10n.t('keeps the index of a corpus in a folder, so that the next run reads only what changed')],
    ['--scripts-apart', l10n.t('a passage in traditional characters is no copy of the same in simplified ones')],
    ['--model FILE', l10n.t('suggest and annotate: a name recogniser that train wrote (default: the one that ships)')],
    ['--out FILE', l10n.t('train: where to write it (default: only measure)')],
    ['--folds K', l10n.t('train: measure on each of K parts what was learned from the others (default: leave a fifth out once)')],
    ['--help, --version', l10n.t('this text; the version')],
  ];
}
