"""What people read: pages made from results, written whole or not at all."""
