"""What an agreement is and the rules it keeps: plain values, no storage, no screen, no tables."""
