import { field, optional, str, stringMap, struct, type Value } from '../format/value.ts';
import { rfc3339Fixed, unixNanos, unixSeconds } from '../format/times.ts';
import type { Filters } from '../format/filters.ts';
import { matchesLabels } from '../format/filters.ts';
import type { Event } from '../model.ts';

function attributesOf({ attributes }: Event): [string, string][] {
  return Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** An event on a line: `2026-11-24T08:00:01.000000000Z container die 4bf… (exitCode=0, image=alpine)`. Source: docker/cli system/events.go. */
export function eventLine(event: Event): string {
  const attributes = attributesOf(event)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
  return `${rfc3339Fixed(event.at)} ${event.type} ${event.action} ${event.id}${attributes === '' ? '' : ` (${attributes})`}`;
}

const number = (text: string): Value => str(text, 'json.Number');

/** An event for templates and JSON. The first three fields are those of old, kept for containers and images. Source: moby api/types/events/events.go. */
export function eventValue(event: Event): Value {
  const old = event.type === 'container' || event.type === 'image';
  return struct(
    'events.Message',
    [
      optional('Status', str(old ? event.action : ''), 'status'),
      optional('ID', str(old ? event.id : ''), 'id'),
      optional('From', str(event.type === 'container' ? (event.attributes['image'] ?? '') : ''), 'from'),
      field('Type', str(event.type, 'events.Type')),
      field('Action', str(event.action, 'events.Action')),
      field(
        'Actor',
        struct('events.Actor', [
          field('ID', str(event.id)),
          field('Attributes', stringMap(Object.fromEntries(attributesOf(event)))),
        ]),
      ),
      optional('Scope', str('local'), 'scope'),
      optional('Time', number(String(unixSeconds(event.at))), 'time'),
      optional('TimeNano', number(unixNanos(event.at)), 'timeNano'),
    ],
    true,
  );
}

/** An event without content: what a template is tried on. */
export const NO_EVENT: Event = { at: 0, type: 'container', action: '', id: '', attributes: {} };

function untagged(name: string): string {
  return name.replace(/:[^/:]*$/, '');
}

/** Whether an event passes `--filter`; names of filters that mean nothing are let pass. Source: moby daemon/events/filter.go. */
export function passesFilters(event: Event, filters: Filters): boolean {
  const asked = (name: string, holds: (value: string) => boolean): boolean => {
    const values = filters.get(name) ?? [];
    return values.length === 0 || values.some(holds);
  };
  const fuzzy = (type: string): boolean =>
    asked(type, (value) => event.id.startsWith(value) || (event.attributes['name'] ?? '').startsWith(value));
  const named = event.type === 'container' ? event.attributes['image'] : event.attributes['name'];
  const names = [event.id, named ?? '', untagged(event.id), untagged(named ?? '')];
  return (
    asked('event', (value) => actionMatches(event.action, value)) &&
    asked('type', (value) => value === event.type) &&
    asked('scope', (value) => value === 'local') &&
    ['container', 'volume', 'network', 'daemon', 'plugin'].every(fuzzy) &&
    asked('image', (value) => names.includes(value)) &&
    matchesLabels(filters, event.attributes)
  );
}

function actionMatches(action: string, value: string): boolean {
  const open = value === 'health_status' || value === 'exec_create' || value === 'exec_start';
  return open ? action.startsWith(value) : action === value;
}
