import type { SurveyProgress } from './protocol';

/** What long work is told and tells. */
export interface WorkControl {
  cancelled(): boolean;
  /** Lets waiting requests in. */
  breathe(): Promise<void>;
  progress(progress: SurveyProgress): void;
}
