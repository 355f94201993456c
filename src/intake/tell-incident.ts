import { type Logger, type Metrics } from '../observability/index.js';
import { type Incident } from './inbox/typeorm-incidents.repository.js';

/** Each incident is an error in the log, and is counted. */
export const tellIncident =
  (logger: Pick<Logger, 'error'>, metrics: Pick<Metrics, 'incidents'>) =>
  ({ id, code, source, reportId, lineage }: Incident): void => {
    metrics.incidents.inc({ source, code });
    logger.error(
      { incident: id, code, source, reportId, lineage },
      'Incident: a person must look at a document',
    );
  };
