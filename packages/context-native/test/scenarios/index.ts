import { attachments } from './attachments';
import { calls } from './calls';
import { emitters } from './emitters';
import { functions } from './functions';

export const scenarios = { ...calls, ...functions, ...attachments, ...emitters };
