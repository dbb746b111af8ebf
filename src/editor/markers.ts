import type { Diagnostic } from '../engine/base/diagnostic.ts';
import type { Span } from '../engine/base/span.ts';
import type { Monaco, editor } from './monaco/monaco.ts';
import { placesOf } from './text-positions.ts';

/** The finding that leads the outcome pane, shown at its place: the line tinted, the sentence under it. */
export interface Lead {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
  /** `error`: it could not be judged, with a mark of its own; a failure otherwise. */
  readonly state?: 'fail' | 'error';
}

const DEFAULT_FILE = 'Dockerfile';
const OWNER = 'drydock';

/** What the status bar counts. Things that are not simulated are no problems. */
export function countProblems(problems: readonly Diagnostic[], file: string): number {
  return problems.filter(
    (problem) =>
      (problem.file ?? DEFAULT_FILE) === file && (problem.severity === 'error' || problem.severity === 'warning'),
  ).length;
}

export interface Marked {
  readonly problems: readonly Diagnostic[];
  readonly lead: Lead | undefined;
  readonly file: string;
  /** The text that the offsets belong to. */
  readonly text: string;
}

/** Puts the problems of one file on its model; `text` is the text their offsets belong to. */
function showMarkers(monaco: Monaco, model: editor.ITextModel, { problems, file, text }: Marked): void {
  const places = placesOf(text);
  const severities = {
    error: monaco.MarkerSeverity.Error,
    warning: monaco.MarkerSeverity.Warning,
    info: monaco.MarkerSeverity.Info,
    'not-simulated': monaco.MarkerSeverity.Info,
  };
  const markers = problems
    .filter((problem) => (problem.file ?? DEFAULT_FILE) === file)
    .map((problem): editor.IMarkerData => {
      const { rule, url } = problem;
      return {
        ...places.range(visible(problem.span, text)),
        severity: severities[problem.severity],
        message: problem.message,
        ...(rule ? { code: url ? { value: rule, target: monaco.Uri.parse(url) } : rule } : {}),
      };
    });
  monaco.editor.setModelMarkers(model, OWNER, markers);
}

/** The span without the line end that closes it, and never empty: an empty marker cannot be seen. */
function visible(span: Span, text: string): Span {
  let { start, end } = span;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  if (end === start) {
    if (text[start] === undefined || /[\r\n]/.test(text[start] ?? '')) start = Math.max(0, start - 1);
    else end++;
  }
  return { start, end: Math.max(end, start) };
}

/** Everything that is marked in one editor. */
export interface Marks {
  /**
   * Shows what is new in `marked`; all of it when the model is `fresh`. Offsets belong to the text the page had when they
   * came; afterwards Monaco moves the marks with the edits, so that the same problems are never placed twice.
   */
  show(marked: Marked, fresh: boolean): void;
}

/** Marks problems and the lead in `code`. */
export function createMarks(monaco: Monaco, code: editor.ICodeEditor): Marks {
  const leadMark = createLeadMark(monaco, code);
  let before: Marked | undefined;
  return {
    show(marked, fresh) {
      const model = code.getModel();
      if (!model) return;
      if (fresh || before?.problems !== marked.problems) showMarkers(monaco, model, marked);
      if (fresh || !sameLead(before?.lead, marked.lead))
        leadMark.show(marked.lead?.file === marked.file ? marked.lead : undefined, marked.text);
      before = marked;
    },
  };
}

function sameLead(a: Lead | undefined, b: Lead | undefined): boolean {
  return a?.file === b?.file && a?.message === b?.message && a?.state === b?.state && a?.span.start === b?.span.start;
}

/** The tint, the mark beside the line number and the sentence below the line; one at a time. */
interface LeadMark {
  /** `undefined` takes the mark away. */
  show(lead: Lead | undefined, text: string): void;
}

function createLeadMark(monaco: Monaco, codeEditor: editor.ICodeEditor): LeadMark {
  const decorations = codeEditor.createDecorationsCollection();
  let zone: string | undefined;
  const clear = () => {
    decorations.clear();
    const old = zone;
    zone = undefined;
    if (old) codeEditor.changeViewZones((zones) => zones.removeZone(old));
  };
  return {
    show(lead, text) {
      clear();
      if (!lead || !codeEditor.getModel()) return;
      const tone = lead.state === 'error' ? ' drydock-lead-error' : '';
      const line = placesOf(text).place(lead.span.start).lineNumber;
      decorations.set([
        {
          range: new monaco.Range(line, 1, line, 1),
          options: {
            isWholeLine: true,
            className: 'drydock-lead-line',
            marginClassName: 'drydock-lead-margin',
            lineNumberClassName: `drydock-lead-number${tone}`,
            glyphMarginClassName: `drydock-lead-glyph${tone}`,
          },
        },
      ]);
      const domNode = document.createElement('div');
      domNode.className = `drydock-lead-text${tone}`;
      const sentence = document.createElement('span');
      sentence.textContent = lead.message;
      domNode.append(sentence);
      const marginDomNode = document.createElement('div');
      marginDomNode.className = 'drydock-lead-margin';
      const lines = Math.max(
        1,
        Math.ceil((lead.message.length * 7) / Math.max(200, codeEditor.getLayoutInfo().contentWidth)),
      );
      codeEditor.changeViewZones((zones) => {
        zone = zones.addZone({ afterLineNumber: line, heightInPx: lines * 20 + 4, domNode, marginDomNode });
      });
    },
  };
}
