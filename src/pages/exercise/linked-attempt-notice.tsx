import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { useToast } from '../../ui/toast/toast.tsx';
import type { ExerciseDesk } from './use-exercise.ts';

/** What an address with an attempt in it opened, and the way back to the learner's own work. */
export function GuestNotice({ desk }: { desk: ExerciseDesk }) {
  const { guest } = desk;
  const toast = useToast();
  if (guest.problem !== undefined)
    return (
      <Notice actions={<Button onClick={guest.close}>Close</Button>}>
        The link was not opened. {guest.problem} The work on this device is untouched.
      </Notice>
    );
  const { attempt } = guest;
  if (!attempt) return null;
  const takeOver = () => {
    const undo = desk.replace(attempt, 'link');
    guest.close();
    toast({ text: 'Taken over. The text before is under “Earlier versions”.', action: { label: 'Undo', run: undo } });
  };
  return (
    <Notice
      actions={
        <>
          <Button onClick={guest.close}>Back to own work</Button>
          <Button look="quiet" onClick={takeOver}>
            Go on with this version
          </Button>
        </>
      }
    >
      These files came with the link. The work on this device is untouched, and changes here are not saved.
    </Notice>
  );
}
