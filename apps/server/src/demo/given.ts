import { RecordAttendance, type MarkStatus, type WantedMark } from '#attendance';
import { CreateClient, type CreateClientInput } from '#clients';
import { CloseDays, CreateClinic, CreateRoom, SetOpeningHours } from '#clinics';
import { AdmitClient, DischargeClient, EditAuthorization, JoinIntake, OpenInEmergency, RecordAuthorization, WithdrawAuthorization, type AdmitClientInput, type RecordAuthorizationInput } from '#episodes';
import { AuthorizationsWithUseQuery } from '#hours';
import { CreateUser, type Role } from '#identity';
import { Database, SYSTEM, instantOf, newId, runInContext, timeZone, type Actor, type ClinicDay, type FixedClock, type WallTime } from '#platform';
import { CreateProgram, CreateService, EditProgram, SetPhases } from '#programs';
import { ReadMessage, RecordCall } from '#reminders';
import { ApproveAbsence, BookSession, CancelSession, ChangeMembership, CreateGroup, CreateSeries, EnrolInTrack, ExpireOffers, JoinWaitlist, KeepApart, MoveSession, PlanAbsence, type AbsenceChoice, type AbsenceInput, type BookSessionInput, type CreateGroupInput, type CreateSeriesInput, type StrandedPlan } from '#scheduling';
import { AddCredential, AddTimeOff, CreateStaff, SetAvailability } from '#team';

/** Anything that hands out the application's providers. */
export interface Providers {
  get<T>(type: abstract new (...args: never[]) => T): T;
}

type Input<T extends { run(...args: never[]): unknown }, N extends number = 1> = Parameters<T['run']>[N];

/** A weekday stretch, wall time. */
export interface Hours {
  weekday: number;
  opens: WallTime;
  closes: WallTime;
}

/**
 * Fixtures: what a clinic is made of, made by the very use cases the screens call. The demo clinic and the tests stand on
 * the same ones.
 */
export class Given {
  private actor: Actor = SYSTEM;

  constructor(
    private readonly providers: Providers,
    readonly clock: FixedClock,
  ) {}

  /** From now on it is this person who acts; without one, the system. */
  by(person?: { userId: string; displayName: string }): this {
    this.actor = person ? { kind: 'user', userId: person.userId, displayName: person.displayName, sessionId: null } : SYSTEM;
    return this;
  }

  async clinic(input: { name: string; slug: string; timeZone: string; phone?: string; address?: string; isDemo?: boolean; hours?: Hours[] }): Promise<{ id: string; timeZone: string }> {
    const { hours, ...clinic } = input;
    const id = await this.act(() => this.providers.get(CreateClinic).run(clinic));
    if (hours) await this.act(() => this.providers.get(SetOpeningHours).run(id, { version: 1, roomId: null, hours }));
    return { id, timeZone: input.timeZone };
  }

  room(clinicId: string, name: string, capacity: number, shareable = false): Promise<string> {
    return this.act(() => this.providers.get(CreateRoom).run(clinicId, { name, capacity, shareable }));
  }

  closure(clinicId: string, day: ClinicDay, reason: string): Promise<unknown> {
    return this.act(() => this.providers.get(CloseDays).run(clinicId, { from: day, reason }));
  }

  async user(input: { email: string; displayName: string; roles: Role[]; clinicIds: string[]; passwordHash?: string; password?: string; demo?: boolean }): Promise<{ userId: string; displayName: string }> {
    const { clinicIds, roles, ...user } = input;
    const { userId } = await this.act(() => this.providers.get(CreateUser).seed({ ...user, memberships: clinicIds.map((clinicId) => ({ clinicId, roles })) }));
    return { userId, displayName: input.displayName };
  }

  /** Lets somebody with an account work in a clinic. */
  member(clinicId: string, userId: string, roles: Role[]): Promise<void> {
    return this.act(() => this.providers.get(CreateUser).admit(clinicId, userId, roles));
  }

  staff(clinicId: string, input: Input<CreateStaff>): Promise<string> {
    return this.act(() => this.providers.get(CreateStaff).run(clinicId, input));
  }

  credential(clinicId: string, staffId: string, input: Input<AddCredential, 2>): Promise<unknown> {
    return this.act(() => this.providers.get(AddCredential).run(clinicId, staffId, input));
  }

  availability(clinicId: string, staffId: string, input: Input<SetAvailability, 2>): Promise<unknown> {
    return this.act(() => this.providers.get(SetAvailability).run(clinicId, staffId, input));
  }

  timeOff(clinicId: string, staffId: string, input: Input<AddTimeOff, 2>): Promise<unknown> {
    return this.act(() => this.providers.get(AddTimeOff).run(clinicId, staffId, input));
  }

  async program(clinicId: string, input: Input<CreateProgram>, phases: Input<SetPhases, 2>['phases'] = []): Promise<string> {
    const id = await this.act(() => this.providers.get(CreateProgram).run(clinicId, input));
    if (phases.length > 0) await this.act(() => this.providers.get(SetPhases).run(clinicId, id, { version: 1, phases }));
    return id;
  }

  /** Says how many clients a program takes into care at once. */
  async programPlaces(clinicId: string, programId: string, places: number): Promise<void> {
    const { version } = await this.providers.get(Database).one<{ version: number }>('select version from programs.program where id = $1', [programId]);
    await this.act(() => this.providers.get(EditProgram).run(clinicId, programId, { version, places }));
  }

  /** Puts somebody at the end of a full program's waitlist. */
  waitForPlace(clinicId: string, programId: string, input: Input<JoinIntake, 2>): Promise<string> {
    return this.act(() => this.providers.get(JoinIntake).run(clinicId, programId, input));
  }

  service(clinicId: string, input: Input<CreateService>): Promise<string> {
    return this.act(() => this.providers.get(CreateService).run(clinicId, input));
  }

  /** A client nobody takes for another: the fixture has looked. */
  client(clinicId: string, input: CreateClientInput): Promise<{ id: string; chartNumber: string }> {
    return this.act(() => this.providers.get(CreateClient).run(clinicId, input));
  }

  async admit(clinicId: string, input: AdmitClientInput): Promise<string> {
    return (await this.act(() => this.providers.get(AdmitClient).run(clinicId, input))).id;
  }

  discharge(clinicId: string, episodeId: string, input: Input<DischargeClient, 2>): Promise<unknown> {
    return this.act(() => this.providers.get(DischargeClient).run(clinicId, episodeId, input));
  }

  async group(clinicId: string, input: CreateGroupInput): Promise<string> {
    return (await this.act(() => this.providers.get(CreateGroup).run(clinicId, input))).id;
  }

  series(clinicId: string, input: CreateSeriesInput): Promise<unknown> {
    return this.act(() => this.providers.get(CreateSeries).run(clinicId, input));
  }

  enrol(clinicId: string, episodeId: string, groupIds: string[], joinedOn: ClinicDay): Promise<unknown> {
    return this.act(() => this.providers.get(EnrolInTrack).run(clinicId, { episodeId, groupIds, joinedOn }));
  }

  /** Sets somebody's last day in a group. */
  async leave(clinicId: string, groupId: string, episodeId: string, leftOn: ClinicDay, reason: string): Promise<void> {
    const member = await this.providers.get(Database).one<{ id: string; version: number }>('select id, version from scheduling.group_member where group_id = $1 and episode_id = $2', [groupId, episodeId]);
    await this.act(() => this.providers.get(ChangeMembership).run(clinicId, groupId, member.id, { leftOn, reason, version: member.version }));
  }

  /** Puts somebody at the end of a full group's waitlist. */
  wait(clinicId: string, groupId: string, episodeId: string, note: string | null): Promise<string> {
    return this.act(() => this.providers.get(JoinWaitlist).run(clinicId, groupId, { episodeId, note }));
  }

  /** What the job does every minute. */
  expireOffers(clinicId: string, groupId: string): Promise<void> {
    return this.act(() => this.providers.get(ExpireOffers).group(clinicId, groupId));
  }

  async session(clinicId: string, input: BookSessionInput): Promise<string> {
    return (await this.act(() => this.providers.get(BookSession).run(clinicId, input))).id;
  }

  cancel(clinicId: string, sessionId: string, reason: string): Promise<unknown> {
    return this.act(() => this.providers.get(CancelSession).run(clinicId, sessionId, { reason }));
  }

  move(clinicId: string, sessionId: string, startsAt: Date): Promise<unknown> {
    return this.act(() => this.providers.get(MoveSession).run(clinicId, sessionId, { startsAt }));
  }

  /**
   * Puts on record that somebody, or a room, is out, with what is decided about each session that touches.
   * @returns the sessions, the earliest first.
   */
  absence(clinicId: string, out: AbsenceInput & { reason: string }, decide: (session: StrandedPlan) => Omit<AbsenceChoice, 'sessionId' | 'version'>): Promise<string[]> {
    return this.act(async () => {
      const { sessions } = await this.providers.get(PlanAbsence).run(clinicId, out);
      const choices = sessions.map((session) => ({ sessionId: session.id, version: session.version, ...decide(session) }));
      await this.providers.get(ApproveAbsence).run(clinicId, { ...out, choices, record: true });
      return sessions.map(({ id }) => id);
    });
  }

  /** The messages about a session as it stands: of whoever leads it, of the client. */
  messages(sessionId: string): Promise<{ ofStaff: string; ofClient: string }> {
    return this.providers.get(Database).one(
      `select (array_agg(id) filter (where staff_id is not null))[1] as "ofStaff", (array_agg(id) filter (where client_id is not null))[1] as "ofClient"
       from reminders.message where session_id = $1 and state <> 'superseded'`,
      [sessionId],
    );
  }

  read(clinicId: string, messageId: string, userId: string): Promise<void> {
    return this.act(() => this.providers.get(ReadMessage).run(clinicId, messageId, userId));
  }

  async call(clinicId: string, messageId: string, outcome: Input<RecordCall, 2>['outcome']): Promise<void> {
    const { version } = await this.providers.get(Database).one<{ version: number }>('select version from reminders.message where id = $1', [messageId]);
    await this.act(() => this.providers.get(RecordCall).run(clinicId, messageId, { outcome, version }));
  }

  /** Two clients are not to meet. */
  keepApart(clinicId: string, clientId: string, otherClientId: string, reason: string): Promise<string> {
    return this.act(() => this.providers.get(KeepApart).run(clinicId, clientId, { otherClientId, reason }));
  }

  /** Somebody outside the care team opens a chart, and says why. */
  openInEmergency(clinicId: string, clientId: string, person: { userId: string; displayName: string }, reason: string): Promise<unknown> {
    return this.act(() => this.providers.get(OpenInEmergency).run(clinicId, clientId, reason, { ...person, clinics: new Map() }));
  }

  /** A payer allows something of a stay. */
  authorize(clinicId: string, clientId: string, input: RecordAuthorizationInput): Promise<string> {
    return this.act(() => this.providers.get(RecordAuthorization).run(clinicId, clientId, input));
  }

  changeAuthorization(clinicId: string, clientId: string, authorizationId: string, input: Input<EditAuthorization, 3>): Promise<void> {
    return this.act(() => this.providers.get(EditAuthorization).run(clinicId, clientId, authorizationId, input));
  }

  withdrawAuthorization(clinicId: string, clientId: string, authorizationId: string, reason: string): Promise<void> {
    return this.act(() => this.providers.get(WithdrawAuthorization).run(clinicId, clientId, authorizationId, { version: 1, reason }));
  }

  /** What is used and booked of an authorization now. */
  async useOf(clinicId: string, clientId: string, authorizationId: string): Promise<{ used: number; booked: number }> {
    const all = await this.providers.get(AuthorizationsWithUseQuery).run(clinicId, clientId);
    return all.find((one) => one.id === authorizationId) as (typeof all)[number];
  }

  /** Records attendance for places of one session, as somebody who may also correct. */
  attendance(clinicId: string, sessionId: string, marks: WantedMark[]): Promise<unknown> {
    return this.act(() => this.providers.get(RecordAttendance).run(clinicId, sessionId, { marks, mayCorrect: true }));
  }

  /** Places of a session that are booked, in order of the clients' names. */
  places(sessionId: string): Promise<{ id: string; clientId: string; version: number; status: MarkStatus }[]> {
    return this.providers.get(Database).rows(
      `select p.id, p.client_id as "clientId", p.version, p.status from scheduling.participation p join clients.v_client c on c.id = p.client_id
       where p.session_id = $1 and p.status <> 'cancelled' order by c.sort_name, p.id`,
      [sessionId],
    );
  }

  /** An instant of a clinic day. */
  at(day: ClinicDay, time: string, zone: string): Date {
    return instantOf(day, time as WallTime, timeZone(zone));
  }

  private act<T>(work: () => Promise<T>): Promise<T> {
    return runInContext({ requestId: `given-${newId()}`, actor: this.actor }, work);
  }
}
