import { type ReportTask } from '../task.js';
import { infections } from './infections.js';
import { treatmentResponse } from './treatment-response.js';
import { tumorBiomarkers } from './tumor-biomarkers.js';

/** One line per use case that can be measured on annotated reports. */
export const REPORT_TASKS: readonly ReportTask[] = [tumorBiomarkers, treatmentResponse, infections];
