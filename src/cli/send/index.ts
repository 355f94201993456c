export { sendCommand, type SendOutput } from './send-command.js';
export { sendFile, type SendOptions, type SentMessage } from './send-file.js';
