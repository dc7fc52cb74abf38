import { serve } from '../processes/serve';
import type { SurveyReply, SurveyRequest } from './protocol';
import { SurveySession } from './session';

serve<SurveyRequest, SurveyReply>((host) => new SurveySession(host));
