/** The files of the attendee's page, one of each language, in the folder of the run's report. */
import type { Language } from '../../helpers/language';

export const attendeeFile = (language: Language): string => `attendee.${language}.html`;
