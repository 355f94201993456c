export { aReportEvent, type KafkaSettings, readingTopic, SOURCE } from './events.js';
export { type NewTopic, openTopics, type ReadRecord, type Topics } from './admin.js';
export { type Broker, type SecureListener, someBroker, startBroker } from './broker.js';
