import type { Person } from '@chasqui/accounts';
import { type Gad, requireGad } from '@chasqui/gads';
import { DomainError, invalid } from '@chasqui/kernel';
import { type GadMember, Posts, type PostView } from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadRoles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { DoneNote } from '../views/parts.js';
import { themeChoices } from './alert-fields.js';
import { GadNav } from './gads-nav.js';
import { type PostForm, postForm, PostFormPage, readPostForm, toPostForm } from './gad-post-form.js';
import { HandOverPage, holdingsTexts, type InviteForm, inviteForm, PostList } from './gad-post-views.js';

const HTML = 'text/html; charset=utf-8';
const doneQuery = z.object({ hecho: z.string().max(20).optional().catch(undefined) });
const nextQuery = z.object({ a: z.uuid().optional().catch(undefined) });
const nextForm = z.object({ a: z.uuid() });

const DONE: Readonly<Record<string, string>> = {
  creado: 'Puesto creado. Quien lo tiene recibe sus avisos.',
  cambiado: 'Puesto guardado.',
  quitado: 'Puesto quitado. Ya no envía avisos.',
  entregado: 'Listo: lo recibe la otra persona.',
  invitado: 'Persona registrada. Ya puede tener puestos.',
};

/** The posts of a GAD that are told of calls: its officers create them and hand them over. */
@Controller('gads/:gad/puestos')
@GadRoles(['officer'])
export class GadPostsPages {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Posts,
  ) {}

  /** `hecho` tells what was just done. */
  @Get()
  @Header('content-type', HTML)
  list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: doneQuery }) { hecho }: z.output<typeof doneQuery>,
  ): Promise<string> {
    return this.listPage(person, code, { done: hecho });
  }

  @Get('nuevo')
  @Header('content-type', HTML)
  blank(@CurrentPerson() person: Person, @Param('gad') code: string): Promise<string> {
    return this.formPage(person, code, { post: null, form: postForm.parse({}) });
  }

  @Post('nuevo')
  async create(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: postForm }) form: PostForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(reply, code, 'creado', {
      work: async () => {
        const holder = (await this.posts.members(code)).find(({ id }) => id === form.holderId);
        if (!holder) throw noHolder();
        return this.posts.create(actorOf(person, code), readPostForm(form), holder.id);
      },
      again: (error) => this.formPage(person, code, { post: null, form, error }),
    });
  }

  /** Registers somebody of a department. */
  @Post('personas')
  async invite(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: inviteForm }) form: InviteForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(reply, code, 'invitado', {
      work: () => this.posts.invite(actorOf(person, code), form),
      again: (error) => this.listPage(person, code, { refused: { form, error } }),
    });
  }

  /** `a` is the next holder: first she is chosen, then it is shown what moves. */
  @Get('personas/:member/entregar')
  @Header('content-type', HTML)
  async askAll(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('member', ParseUUIDPipe) member: string,
    @Query({ schema: nextQuery }) { a }: z.output<typeof nextQuery>,
  ): Promise<string> {
    const holdings = await this.posts.holdingsOf(code, member);
    return this.handOverPage(person, code, {
      action: `/gads/${code}/puestos/personas/${member}/entregar`,
      what: `todo lo de ${holdings.person.name}`,
      from: holdings.person,
      to: a,
      moves: holdingsTexts(holdings),
    });
  }

  @Post('personas/:member/entregar')
  async handOverAll(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('member', ParseUUIDPipe) member: string,
    @Body({ schema: nextForm }) { a }: z.output<typeof nextForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.posts.holdingsOf(code, member);
    await this.posts.handOverAll(actorOf(person, code), member, a);
    void reply.status(303).header('location', `/gads/${code}/puestos?hecho=entregado`);
  }

  @Get(':post')
  @Header('content-type', HTML)
  async edit(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('post', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const post = await this.posts.find(code, id);
    return this.formPage(person, code, { post, form: toPostForm(post) });
  }

  @Post(':post')
  async change(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('post', ParseUUIDPipe) id: string,
    @Body({ schema: postForm }) form: PostForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const post = await this.posts.find(code, id);
    return this.answer(reply, code, 'cambiado', {
      work: () => this.posts.change(actorOf(person, code), id, readPostForm(form)),
      again: (error) => this.formPage(person, code, { post, form, error }),
    });
  }

  /** `a` is the next holder. */
  @Get(':post/entregar')
  @Header('content-type', HTML)
  async ask(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('post', ParseUUIDPipe) id: string,
    @Query({ schema: nextQuery }) { a }: z.output<typeof nextQuery>,
  ): Promise<string> {
    const post = await this.posts.find(code, id);
    return this.handOverPage(person, code, {
      action: `/gads/${code}/puestos/${id}/entregar`,
      what: `«${post.name}»`,
      from: post.holder,
      to: a,
      moves: [`El puesto «${post.name}» con sus avisos.`],
    });
  }

  @Post(':post/entregar')
  async handOver(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('post', ParseUUIDPipe) id: string,
    @Body({ schema: nextForm }) { a }: z.output<typeof nextForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.posts.handOver(actorOf(person, code), id, a);
    void reply.status(303).header('location', `/gads/${code}/puestos?hecho=entregado`);
  }

  @Post(':post/quitar')
  async remove(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('post', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.posts.remove(actorOf(person, code), id);
    void reply.status(303).header('location', `/gads/${code}/puestos?hecho=quitado`);
  }

  private async answer(
    reply: FastifyReply,
    code: string,
    done: string,
    { work, again }: { work: () => Promise<unknown>; again: (error: DomainError) => Promise<string> },
  ): Promise<string | undefined> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError) || !['invalid', 'conflict'].includes(error.kind)) throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return again(error);
    }
    void reply.status(303).header('location', `/gads/${code}/puestos?hecho=${done}`);
    return undefined;
  }

  private async listPage(
    person: Person,
    code: string,
    told: { done?: string | undefined; refused?: { form: InviteForm; error: DomainError } },
  ): Promise<string> {
    const [gad, posts, members, themes] = await Promise.all([
      requireGad(this.database.manager, code),
      this.posts.of(code),
      this.posts.members(code),
      themeChoices(this.database),
    ]);
    return page(
      person,
      gad,
      told.refused ? 'Error: puestos' : 'Puestos',
      <>
        <DoneNote what={told.done} texts={DONE} />
        <PostList gad={gad} posts={posts} members={members} themes={new Map(themes)} refused={told.refused} />
      </>,
    );
  }

  private async formPage(
    person: Person,
    code: string,
    { post, form, error }: { post: PostView | null; form: PostForm; error?: DomainError },
  ): Promise<string> {
    const [gad, members, themes] = await Promise.all([
      requireGad(this.database.manager, code),
      this.posts.members(code),
      themeChoices(this.database),
    ]);
    const action = `/gads/${code}/puestos/${post?.id ?? 'nuevo'}`;
    const content = <PostFormPage {...{ action, post, form, members, themes }} error={error ?? null} />;
    return page(person, gad, error ? 'Error: puesto' : (post?.name ?? 'Nuevo puesto'), content);
  }

  private async handOverPage(
    person: Person,
    code: string,
    hand: {
      action: string;
      what: string;
      from: { id: string; name: string };
      to: string | undefined;
      moves: string[];
    },
  ): Promise<string> {
    const [gad, members] = await Promise.all([
      requireGad(this.database.manager, code),
      this.posts.members(code),
    ]);
    const to = members.find((member: GadMember) => member.id === hand.to && member.id !== hand.from.id);
    return page(
      person,
      gad,
      `Entregar ${hand.what}`,
      <HandOverPage {...hand} to={to} toSelf={to?.id === person.id} members={members} />,
    );
  }
}

function actorOf(person: Person, gadCode: string) {
  return { accountId: person.id, gadCode };
}

function noHolder(): DomainError {
  return invalid('post.no_holder', 'Elija quién tiene el puesto.', [
    { field: 'holderId', message: 'Elija a una persona de la lista.' },
  ]);
}

function page(person: Person, gad: Gad, title: string, content: JSX.Element): string {
  return renderPage(
    { title: `${title}: ${gad.name}`, person, section: 'gad' },
    <>
      <GadNav gad={gad} person={person} current="puestos" />
      {content}
    </>,
  );
}
