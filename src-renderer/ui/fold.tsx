/** @file A "Details" fold. Renderer. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

export const Fold = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <details className="fold">
    <summary>
      <ChevronRight size={14} aria-hidden="true" />
      {title}
    </summary>
    {children}
  </details>
);
