"""One assignment to many units and back (giao nhiều đơn vị): parent and children, who has done what, progress."""
