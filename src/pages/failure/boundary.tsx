import { Component, type ReactNode } from 'react';
import type { Attempt } from '../../engine/grade/check.ts';
import { Failure } from './failure.tsx';

interface BoundaryProps {
  children: ReactNode;
  /** The learner's text at this moment, which the error page offers to copy and to save. */
  attempt?(): Attempt | undefined;
}

/**
 * Catches errors of rendering and shows the error page instead. The one class in the app: React has error boundaries in
 * no other form.
 */
export class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error('unknown') };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <Failure error={this.state.error} attempt={this.props.attempt?.()} />;
  }
}
