export { RemindersModule } from './reminders.module.js';
export { ReadMessage } from './read-message.service.js';
export { RecordCall } from './record-call.service.js';
