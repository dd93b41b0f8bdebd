import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe, invalidInput, type Page } from '#platform';
import { StaffAtWork } from '../team/staff-at-work.js';
import { CloseTask } from './close-task.service.js';
import { EditTask } from './edit-task.service.js';
import { OpenTasks } from './open-tasks.service.js';
import { SnoozeTask } from './snooze-task.service.js';
import type { Task } from './task.js';
import { TaskQuery } from './task.query.js';
import { ClientTasksQuery, CloseTaskDto, EditTaskDto, OpenTaskDto, ReopenTaskDto, SnoozeTaskDto, TaskDto, TaskPageDto } from './tasks.dto.js';

/** Work with an owner and a due date. What a person has to do today is on the work list. */
@ApiTags('tasks')
@Controller('clinics/:clinicId/tasks')
export class TasksController {
  constructor(
    private readonly tasks: TaskQuery,
    private readonly openTasks: OpenTasks,
    private readonly staff: StaffAtWork,
    private readonly edit: EditTask,
    private readonly closing: CloseTask,
    private readonly snoozing: SnoozeTask,
  ) {}

  /** Everything ever asked for about a client, the latest first. */
  @RequirePermission('tasks.read')
  @Get()
  @ApiOkResponse({ type: TaskPageDto })
  async list(@ClinicId() clinicId: string, @Query() query: ClientTasksQuery): Promise<Page<Task>> {
    return this.tasks.ofClient(clinicId, query.clientId, query.limit ?? DEFAULT_LIMIT, query.cursor);
  }

  @RequirePermission('tasks.read')
  @Get(':taskId')
  @ApiOkResponse({ type: TaskDto })
  async read(@ClinicId() clinicId: string, @Param('taskId', IdPipe) taskId: string): Promise<Task> {
    return this.tasks.one(clinicId, taskId);
  }

  /** A task of one's own making. */
  @RequirePermission('tasks.write')
  @Post()
  @ApiCreatedResponse({ type: TaskDto })
  async open(@ClinicId() clinicId: string, @Body() body: OpenTaskDto): Promise<Task> {
    if (body.episodeId && !body.clientId) throw invalidInput([{ pointer: '/clientId', detail: 'must be named with the stay' }]);
    if (body.ownerStaffId) await this.staff.check(clinicId, [{ staffId: body.ownerStaffId, pointer: '/ownerStaffId' }]);
    const { title, note, dueOn, ownerStaffId = null, clientId, episodeId } = body;
    const [taskId] = await this.openTasks.run(clinicId, [{ source: 'person', title, dueOn, ownerStaffId, note: note ?? null, clientId: clientId ?? null, episodeId: episodeId ?? null }]);
    return this.tasks.one(clinicId, taskId as string);
  }

  /** Rewords it, moves its due date, or gives it to somebody else. */
  @RequirePermission('tasks.write')
  @Patch(':taskId')
  @ApiOkResponse({ type: TaskDto })
  async change(@ClinicId() clinicId: string, @Param('taskId', IdPipe) taskId: string, @Body() body: EditTaskDto): Promise<Task> {
    return this.edit.run(clinicId, taskId, body);
  }

  /** Done, or dropped for a reason. 409 `task-closed` says who was first. */
  @RequirePermission('tasks.write')
  @Post(':taskId/close')
  @HttpCode(200)
  @ApiOkResponse({ type: TaskDto })
  async close(@ClinicId() clinicId: string, @Param('taskId', IdPipe) taskId: string, @Body() body: CloseTaskDto): Promise<Task> {
    return this.closing.run(clinicId, taskId, body);
  }

  /** Takes the closing back. */
  @RequirePermission('tasks.write')
  @Post(':taskId/reopen')
  @HttpCode(200)
  @ApiOkResponse({ type: TaskDto })
  async reopen(@ClinicId() clinicId: string, @Param('taskId', IdPipe) taskId: string, @Body() body: ReopenTaskDto): Promise<Task> {
    return this.closing.reopen(clinicId, taskId, body.version);
  }

  /** Puts it off until a day, for a reason. */
  @RequirePermission('tasks.write')
  @Post(':taskId/snooze')
  @HttpCode(200)
  @ApiOkResponse({ type: TaskDto })
  async snooze(@ClinicId() clinicId: string, @Param('taskId', IdPipe) taskId: string, @Body() body: SnoozeTaskDto): Promise<Task> {
    return this.snoozing.run(clinicId, taskId, { until: body.until, reason: body.reason ?? null, version: body.version });
  }
}
