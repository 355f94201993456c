export { type FileServer, startFileServer } from './file-server.js';
