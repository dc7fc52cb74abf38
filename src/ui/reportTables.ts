import type { CorpusReport } from '../formats/corpusReport';
import { secondsEach } from '../formats/effort';
import type { ReportTable } from '../formats/reportTable';
import { builtInTitle } from './labelTitles';
import type { Translator } from './translator';

/** Bars in one plot at most; the table beside it has the rest. */
const MOST_BARS = 30;

/** The report as tables in the language of the person, each with what its plot shows. */
export function reportTables(report: CorpusReport, l10n: Translator): ReportTable[] {
  return [progress(report, l10n), labels(report, l10n), names(report, l10n), units(report, l10n), copies(report, l10n), days(report, l10n), ...effort(report, l10n)]
    .filter(({ rows }) => rows.length > 0);
}

function progress({ pages }: CorpusReport, l10n: Translator): ReportTable {
  const columns = [l10n.t('page'), l10n.t('accepted'), l10n.t('rejected'), l10n.t('open'), l10n.t('doubtful')];
  return {
    id: 'progress', title: l10n.t('Progress'), columns,
    rows: pages.map(({ page, accepted, rejected, open, doubtful }) => [page, accepted, rejected, open, doubtful]),
    plot: { kind: 'bars', value: l10n.t('annotations'), series: [1, 2, 3], most: MOST_BARS },
  };
}

function labels({ pages }: CorpusReport, l10n: Translator): ReportTable {
  const names = [...new Set(pages.flatMap((page) => Object.keys(page.labels)))].sort();
  return {
    id: 'labels', title: l10n.t('Labels by file'), columns: [l10n.t('page'), ...names.map((name) => builtInTitle(name, l10n) ?? name)],
    rows: names.length === 0 ? [] : pages.map((page) => [page.page, ...names.map((name) => page.labels[name] ?? 0)]),
    plot: { kind: 'bars', value: l10n.t('annotations'), series: names.map((_, index) => index + 1), most: MOST_BARS },
  };
}

function names(report: CorpusReport, l10n: Translator): ReportTable {
  return {
    id: 'names', title: l10n.t('Most frequent names'), columns: [l10n.t('name'), l10n.t('label'), l10n.t('times'), l10n.t('pages')],
    rows: report.names.map(({ name, label, count, pages }) => [name, builtInTitle(label, l10n) ?? label, count, pages]),
    plot: { kind: 'bars', value: l10n.t('times'), series: [2], most: MOST_BARS },
  };
}

function units(report: CorpusReport, l10n: Translator): ReportTable {
  return {
    id: 'units', title: l10n.t('Numbers by unit'), columns: [l10n.t('unit'), l10n.t('times'), l10n.t('least'), l10n.t('greatest')],
    rows: report.units.map(({ unit, count, least, greatest }) => [unit, count, least ?? '', greatest ?? '']),
    plot: { kind: 'bars', value: l10n.t('times'), series: [1], most: MOST_BARS },
  };
}

function copies(report: CorpusReport, l10n: Translator): ReportTable {
  return {
    id: 'copies', title: l10n.t('Copies between files'), columns: [l10n.t('pages'), l10n.t('passages'), l10n.t('characters')],
    rows: report.copies.map(({ left, right, passages, characters }) => [`${left} · ${right}`, passages, characters]),
    plot: { kind: 'bars', value: l10n.t('characters'), series: [2], most: MOST_BARS },
  };
}

function days(report: CorpusReport, l10n: Translator): ReportTable {
  return {
    id: 'days', title: l10n.t('Decisions over time'), columns: [l10n.t('day'), l10n.t('accepted'), l10n.t('rejected')],
    rows: report.days.map(({ day, accepted, rejected }) => [day, accepted, rejected]),
    plot: { kind: 'days', value: l10n.t('decisions'), series: [1, 2], most: report.days.length },
  };
}

function effort({ effort: summary }: CorpusReport, l10n: Translator): ReportTable[] {
  if (!summary) return [];
  const { durations, days: byDay } = summary;
  const name = (index: number): string => {
    const { upTo } = durations[index];
    return upTo === null ? l10n.t('over {0} s', durations[index - 1].upTo ?? 0) : l10n.t('up to {0} s', upTo);
  };
  return [{
    id: 'durations', title: l10n.t('Seconds per decision'), columns: [l10n.t('time'), l10n.t('decisions')],
    rows: durations.map(({ decisions }, index) => [name(index), decisions]),
    plot: { kind: 'bars', value: l10n.t('decisions'), series: [1], most: durations.length },
  }, {
    id: 'pace', title: l10n.t('Seconds per annotation over time'), columns: [l10n.t('day'), l10n.t('seconds each')],
    rows: byDay.flatMap((day) => {
      const seconds = secondsEach(day);
      return seconds === undefined ? [] : [[day.day, Math.round(seconds * 100) / 100]];
    }),
    plot: { kind: 'days', value: l10n.t('seconds each'), series: [1], most: byDay.length },
  }];
}
