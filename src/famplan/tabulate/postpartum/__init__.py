"""After a birth: mothers still without menses or intercourse, by months since."""

from famplan.tabulate.postpartum.status import PostpartumTally, postpartum_status

__all__ = ["PostpartumTally", "postpartum_status"]
