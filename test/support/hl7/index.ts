export { aCertificate, type TestCertificate } from './certificates.js';
export {
  aHeader,
  anAdt,
  anMdm,
  anOru,
  base64,
  bytesOf,
  type HeaderOptions,
  type MdmOptions,
  message,
  type OruOptions,
  PATIENT,
  type Segments,
  VISIT,
} from './messages.js';
export { accept, type Answering, openReceiver, type ReceivedMessage, type Receiver } from './receiver.js';
