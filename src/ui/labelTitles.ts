import type { Layer } from '../annotations/model';
import type { Translator } from './translator';

/** The name for people of a layer; undefined for one of a newer version, which a sidecar may hold. */
export function layerTitle(layer: Layer, l10n: Translator): string | undefined {
  switch (layer) {
    case 'entity': return l10n.t('Names');
    case 'number': return l10n.t('Numbers');
    case 'duplicate': return l10n.t('Copies');
    default: return undefined;
  }
}

/** The name for people of a label that comes with the extension; undefined for others. */
export function builtInTitle(label: string, l10n: Translator): string | undefined {
  switch (label) {
    case 'PERSON': return l10n.t('Person');
    case 'ORG': return l10n.t('Organisation');
    case 'PLACE': return l10n.t('Place');
    case 'WORK': return l10n.t('Work');
    case 'cardinal': return l10n.t('Count');
    case 'ordinal': return l10n.t('Ordinal');
    case 'percent': return l10n.t('Percent');
    case 'money': return l10n.t('Money');
    case 'measure': return l10n.t('Measure');
    case 'date': return l10n.t('Date');
    case 'time': return l10n.t('Time');
    case 'duration': return l10n.t('Duration');
    case 'age': return l10n.t('Age');
    case 'ratio': return l10n.t('Ratio');
    case 'exact': return l10n.t('Exact copy');
    case 'near': return l10n.t('Edited copy');
    case 'contains': return l10n.t('Quoted passage');
    case 'formula': return l10n.t('Formula');
    default: return undefined;
  }
}
