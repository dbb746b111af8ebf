import { Component, type ComponentType, type ReactNode } from 'react';

export interface FallbackProps {
  error: unknown;
  id: string;
}

interface BoundaryProps {
  children: ReactNode;
  /** What is shown instead. */
  fallback: ComponentType<FallbackProps>;
  /** Whose text it may show. */
  id?: string;
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
    const { fallback: Fallback, id = '' } = this.props;
    return <Fallback error={this.state.error} id={id} />;
  }
}
