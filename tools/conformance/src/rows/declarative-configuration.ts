import { notThere, type Section } from '../evidence.ts';

export const declarativeConfiguration: Section = notThere('Not read yet.');
