import { basename } from 'node:path';
import { PageMemory, analysePage } from '../analysis/analysePage';
import { loadModel, loadTagger } from '../analysis/loadTagger';
import type { AnalysisOptions } from '../analysis/protocol';
import type { Layer, Suggestion } from '../annotations/model';
import type { EntityTagger } from '../entities/tagger';
import type { Page } from '../page/page';

export interface AnalysedPage {
  readonly page: Page;
  /** In the order of the layers asked for, each in reading order. */
  readonly suggestions: readonly Suggestion[];
  readonly layers: ReadonlyMap<Layer, readonly Suggestion[]>;
}

/** The analysis that the extension runs in its process, here in one go. Loads the recogniser when first needed. */
export class Analyser {
  private loaded: EntityTagger | undefined;

  /** @param model a file that `train` wrote; the shipped model where there is none */
  constructor(private readonly options: Omit<AnalysisOptions, 'fileName'>, private readonly model?: string) {}

  /**
   * @param file the page's file, whose name may tell its day
   * @throws Error where the name recogniser cannot be loaded
   */
  analyse(text: string, file?: string): AnalysedPage {
    let page: Page | undefined;
    const layers = new Map<Layer, readonly Suggestion[]>();
    const options = { ...this.options, ...(file === undefined ? {} : { fileName: basename(file) }) };
    for (const finding of analysePage(text, options, new PageMemory(), () => (this.loaded ??= loadTagger(undefined, loadModel(this.model))))) {
      if (finding.type === 'structure') ({ page } = finding);
      else if (finding.type === 'complete') layers.set(finding.layer, finding.suggestions);
    }
    if (!page) throw new Error('the analysis gave no page');
    return { page, layers, suggestions: [...layers.values()].flat() };
  }
}
