import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { FollowChanges } from './follow-changes.service.js';
import { MakeMessages } from './make-messages.service.js';
import { MessagesController } from './messages.controller.js';
import { MessagesQuery } from './messages.query.js';
import { ReadMessage } from './read-message.service.js';
import { RecordCall } from './record-call.service.js';
import { RemindersListener } from './reminders.listener.js';

/** Who is told what, by which way, and what came of it. */
@Module({
  imports: [ClinicsModule],
  controllers: [MessagesController],
  providers: [MakeMessages, FollowChanges, RemindersListener, MessagesQuery, ReadMessage, RecordCall],
})
export class RemindersModule {}
