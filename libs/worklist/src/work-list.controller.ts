import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, DEFAULT_LIMIT, forbidden, type Page } from '#platform';
import type { WorkItem } from './work-item.js';
import { WorkListDto, WorkListQueryDto } from './work-list.dto.js';
import { WorkListQuery } from './work-list.query.js';

@ApiTags('tasks')
@Controller('clinics/:clinicId/work-list')
export class WorkListController {
  constructor(private readonly work: WorkListQuery) {}

  /** Everything there is to do, by its deadline: tasks, and what is owed. */
  @RequirePermission('tasks.read')
  @Get()
  @ApiOkResponse({ type: WorkListDto })
  async list(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Query() query: WorkListQueryDto): Promise<Page<WorkItem>> {
    const whose = query.whose ?? 'mine';
    if (whose === 'everyone' && !access.clinics.get(clinicId.toLowerCase())?.permissions.has('tasks.everyone')) throw forbidden('tasks.everyone');
    return this.work.run(clinicId, {
      whose,
      userId: access.userId,
      snoozed: query.snoozed ?? false,
      limit: query.limit ?? DEFAULT_LIMIT,
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
  }
}
